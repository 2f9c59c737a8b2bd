package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/target"
)

// readTarget reads a target file that needs no variables.
func readTarget(file string) (*target.File, error) {
	return target.Read(file, func(string) string { return "" }, "")
}

// Without a terminal nothing is asked.
func TestInitTakesWhatItFinds(t *testing.T) {
	dir := write(t, "acme.adapter.ts", "")
	e := signspec(t, dir, "wallet", "init")
	if e.status != run.ExitConformant || !strings.Contains(e.stdout, "Found: the adapter module acme.adapter.ts") {
		t.Errorf("status %d: %s%s", e.status, e.stdout, e.stderr)
	}
	target, err := readTarget(filepath.Join(dir, "wallet.yaml"))
	if err != nil || target.Driver.Script != "acme.adapter.ts" || target.Subject.Name != "" {
		t.Errorf("the file is %+v, %v", target, err)
	}
	if e := signspec(t, dir, "wallet", "init"); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "--force") {
		t.Errorf("writing over a file gives status %d: %s", e.status, e.stderr)
	}
	if e := signspec(t, dir, "wallet", "init", "--force", "--driver", "socket"); e.status != run.ExitConformant {
		t.Errorf("status %d: %s", e.status, e.stderr)
	}
	if target, err = readTarget(filepath.Join(dir, "wallet.yaml")); err != nil || target.Driver.Socket == nil {
		t.Errorf("the file is %+v, %v", target, err)
	}
	// Paths are relative to the file, not to where it was written from. What the file names beside its folder is of the same
	// project, as a package.json says.
	if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "conf"), 0o700); err != nil {
		t.Fatal(err)
	}
	e = signspec(t, dir, "wallet", "init", "--out", "conf/a b.yaml")
	if e.status != run.ExitConformant || !strings.Contains(e.stdout, "signspec wallet 'conf/a b.yaml'") {
		t.Errorf("status %d: %s%s", e.status, e.stdout, e.stderr)
	}
	if target, err = readTarget(filepath.Join(dir, "conf/a b.yaml")); err != nil || target.Driver.Script != "../acme.adapter.ts" {
		t.Errorf("the file is %+v, %v", target, err)
	}
}

func TestInitSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--driver", "webdrivr"}, "the drivers are script, exec, browser, webdriver, socket; did you mean webdriver?"},
		{[]string{"--out", "wallet.json"}, "--out wallet.json: a target file is called"},
		{[]string{"--out", "nowhere/wallet.yaml"}, "nowhere"},
		{[]string{"--drivr", "script"}, "did you mean --driver?"},
	} {
		dir := t.TempDir()
		e := signspec(t, dir, append([]string{"wallet", "init"}, c.args...)...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
			t.Errorf("%v: status %d: %s", c.args, e.status, e.stderr)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*.yaml")); len(left) > 0 {
			t.Errorf("%v: it wrote %v", c.args, left)
		}
	}
}
