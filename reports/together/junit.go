package together

import (
	"io"

	"github.com/signspec/signspec/reports"
)

// WriteJUnit writes the fleet as one JUnit file, a suite a target.
func WriteJUnit(w io.Writer, f Fleet) error {
	runs := make([]reports.NamedRun, len(f.Members))
	for i, m := range f.Members {
		runs[i] = reports.NamedRun{Name: m.Name, Run: m.Run}
	}
	return reports.WriteJUnitOf(w, runs)
}
