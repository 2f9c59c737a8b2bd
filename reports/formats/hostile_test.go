package formats_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
)

// What a target says comes out harmless in every format, wherever in the run it stands.
func TestNoTextActsInAnyFormat(t *testing.T) {
	scripts := map[string]int{"report.html": 1, "junit.xml": 0, "badge.svg": 0} // its own; Markdown has a test of its own
	for ending, write := range writers() {
		for _, base := range []string{"interrupted", "miniprogram", "known"} {
			for _, seed := range samples.Seeds() {
				document := string(golden.Render(t, write, samples.Everywhere(base, seed)))
				own := strings.NewReplacer("\u00ad", "", "\ufffd", "", "\t", "").Replace(document) // a soft hyphen of the page, and its style
				if r, acts := samples.Acting(own); acts {
					t.Errorf("%s of %s: %U comes out of %.40q", ending, base, r, seed)
				}
				if own, isMarkup := scripts[ending]; isMarkup && strings.Count(document, "<script") != own {
					t.Errorf("%s of %s: a script comes out of %.40q", ending, base, seed)
				}
			}
		}
	}
}
