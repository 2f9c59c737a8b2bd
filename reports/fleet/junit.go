package fleet

import (
	"io"

	"github.com/signspec/signspec/reports/junit"
)

// WriteJUnit writes the fleet as one JUnit file, a suite a target.
func WriteJUnit(w io.Writer, f Fleet) error {
	runs := make([]junit.Named, len(f.Members))
	for i, m := range f.Members {
		runs[i] = junit.Named{Name: m.Name, Run: m.Run}
	}
	return junit.WriteAll(w, runs)
}
