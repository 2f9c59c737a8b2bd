package check_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// TestTheAdapterOfTheREADMERunsAsItStands shows that whoever pastes it gets a conformant wallet.
func TestTheAdapterOfTheREADMERunsAsItStands(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	module := regexp.MustCompile("(?s)```js\n(// my-wallet.adapter.js\n.*?)```").FindSubmatch(readme)
	if module == nil {
		t.Fatal("the README has no adapter")
	}
	file := filepath.Join(t.TempDir(), "my-wallet.adapter.js")
	if err := os.WriteFile(file, module[1], 0o666); err != nil {
		t.Fatal(err)
	}
	profile, err := schemas.LoadProfile("documented")
	if err != nil {
		t.Fatal(err)
	}
	if r := checkFile(t, file, profile, false); r.Verdict != run.Conformant || len(brokenIn(r, all()...)) > 0 {
		t.Errorf("it is %s, and breaks %q: %+v", r.Verdict, brokenIn(r, all()...), r.Error)
	}
}
