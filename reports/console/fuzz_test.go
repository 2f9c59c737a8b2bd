package console_test

import (
	"testing"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/internal/samples"
)

// No text acts upon the terminal.
func FuzzConsole(f *testing.F) {
	samples.Fuzz(f, func(t *testing.T, text string) {
		for _, base := range []string{"interrupted", "miniprogram"} {
			screen := shown(t, samples.Everywhere(base, text), console.Options{Width: 60, Verbose: true})
			if r, acts := samples.Acting(screen); acts && r != '\ufffd' {
				t.Errorf("%s: %U reaches the terminal", base, r)
			}
		}
	})
}
