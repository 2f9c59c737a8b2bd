package check

import (
	"os"
	"path/filepath"
	"testing"
)

// TestAFileOfAnotherKindIsNotWrittenOver shows which files a run may write over that a flag names.
func TestAFileOfAnotherKindIsNotWrittenOver(t *testing.T) {
	for name, c := range map[string]struct {
		kind     kind
		content  string
		replaced bool
	}{
		"earlier events":     {eventsFile(), `{"event":"run-started","seq":1}` + "\n", true},
		"a module as events": {eventsFile(), "export const my = {}\n", false},
		"an empty file":      {eventsFile(), "", true},
		"an earlier one":     {baselineFile(), "# mine\nknown:\n  - rule: settles\n", true},
		"a configuration":    {baselineFile(), "open: pages/index/index\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(file, []byte(c.content), 0o666); err != nil {
				t.Fatal(err)
			}
			if err := c.kind.replaceable(file); (err == nil) != c.replaced {
				t.Errorf("%v", err)
			}
		})
	}
	if err := eventsFile().replaceable(filepath.Join(t.TempDir(), "none")); err != nil {
		t.Errorf("a file that is not there: %v", err)
	}
}
