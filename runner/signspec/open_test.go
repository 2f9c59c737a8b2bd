package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// TestOpen opens the page with a browser that notes what it was to open, and without any.
func TestOpen(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("what starts a browser elsewhere cannot be put in its place")
	}
	dir, programs := t.TempDir(), t.TempDir()
	opened := func() finished {
		cmd := command(t, dir, "open")
		cmd.Env = append(cmd.Env, "PATH="+programs)
		return start(t, cmd).end(t)
	}
	if e := opened(); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "there is no signspec-report/report.html") {
		t.Errorf("without a page: status %d; it says %s", e.status, e.stderr)
	}
	signspec(t, dir, "wallet", "--rules", "settles", "--report", "html")
	if e := opened(); e.status != run.ExitConformant || !strings.Contains(e.stderr, "by hand") || strings.TrimSpace(e.stdout) != "signspec-report/report.html" {
		t.Errorf("without a browser: status %d; it says %s%s", e.status, e.stdout, e.stderr)
	}
	script := "#!/bin/sh\necho \"$1\" >" + filepath.Join(programs, "seen") + "\n"
	if err := os.WriteFile(filepath.Join(programs, "xdg-open"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	if e := opened(); e.status != run.ExitConformant || strings.TrimSpace(read(t, programs, "seen")) != "file://"+filepath.Join(dir, defaultOut, "report.html") {
		t.Errorf("status %d, it opened %q: %s", e.status, read(t, programs, "seen"), e.stderr)
	}
	if e := signspec(t, dir, "open", "--strict"); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "unknown flag") {
		t.Errorf("a flag that means nothing: status %d; it says %s", e.status, e.stderr)
	}
}
