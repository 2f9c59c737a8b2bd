//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// awaitRuns waits until a watching process has told of so many verdicts and watches again.
func (r *running) awaitRuns(t *testing.T, n int) {
	t.Helper()
	for deadline := time.Now().Add(longestRun); strings.Count(r.stderr.String(), "signspec: watching") < n; time.Sleep(pause) {
		if time.Now().After(deadline) {
			t.Fatalf("there were no %d checks; it says %s\n%s", n, tail(r.stdout.String()), tail(r.stderr.String()))
		}
	}
}

// TestWatch shows that a module and a mini program are checked again when a file has changed, that what the check itself
// writes is no change, and that one signal ends it with the last verdict.
func TestWatch(t *testing.T) {
	const faulty = "export const wallet = { name: 'a', version: '1' }\n" +
		"export const my = { SDKVersion: '2.7.20', canIUse: () => true, signContract() {} }\n" +
		"export const stage = () => ({ signStr: 'https://a.example/' })\n"
	program := unpack(t, "correct/callbacks")
	script := filepath.Join(program, "pages", "bill", "index.js")
	for name, c := range map[string]struct {
		args          []string
		dir           string
		file          string
		before, after string // what is in the file
		status        int    // of the last check
	}{
		"wallet":      {[]string{"wallet", "--plan=thrifty", "--watch", "wallet.js"}, t.TempDir(), "wallet.js", "export const wallet = {", faulty, run.ExitNonconformant},
		"target file": {[]string{"wallet", "--plan=thrifty", "--watch", "wallet.yaml"}, write(t, "wallet.yaml", "driver: { script: wallet.js }\nout: kept\n"), "wallet.js", "export const wallet = {", faulty, run.ExitNonconformant},
		"merchant":    {[]string{"merchant", "--watch"}, program, script, "Page({", read(t, script), run.ExitConformant},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := c.file
			if !filepath.IsAbs(file) {
				file = filepath.Join(c.dir, file)
			}
			put(t, file, c.before)
			r := begin(t, c.dir, c.args...)
			r.awaitRuns(t, 1)
			put(t, file, c.after)
			r.awaitRuns(t, 2)
			time.Sleep(time.Second) // what the check has written would count by now
			if err := r.cmd.Process.Signal(syscall.SIGINT); err != nil {
				t.Fatal(err)
			}
			e := r.end(t)
			if e.status != c.status {
				t.Errorf("exit status %d, want %d: %s", e.status, c.status, e.stderr)
			}
			if n := strings.Count(e.stderr, "signspec: watching"); n != 2 {
				t.Errorf("there were %d checks, want 2", n)
			}
			if strings.Contains(e.stdout, "\x1b") {
				t.Error("a screen was cleared that is none")
			}
		})
	}
}

// TestAChangeDuringACheckMakesForAnother shows that nothing is missed between two checks.
func TestAChangeDuringACheckMakesForAnother(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.js", "for (const begin = Date.now(); ; ) {}")
	r := begin(t, dir, "wallet", "--plan=thrifty", "--watch", "--events=events.ndjson", "wallet.js")
	for !strings.Contains(strings.Join(filesIn(t, dir), " "), "events.ndjson") {
		time.Sleep(pause) // the check has not begun
	}
	put(t, filepath.Join(dir, "wallet.js"), "export const wallet = {")
	r.awaitRuns(t, 2)
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if e := r.end(t); e.status != run.ExitConfiguration {
		t.Errorf("exit status %d: %s", e.status, e.stderr)
	}
}

// TestWhatCannotBeWatched shows what is said of it.
func TestWhatCannotBeWatched(t *testing.T) {
	dir := write(t, "fleet.yaml", "targets:\n  - { name: a, target: a.js }\n")
	put(t, filepath.Join(dir, "exec.yaml"), "driver: { exec: [ node, a.js ] }\n")
	for _, args := range [][]string{
		{"wallet", "--watch"}, {"wallet", "--watch", "fleet.yaml"}, {"wallet", "--watch", "exec.yaml"}, {"wallet", "--watch", "--", "node", "a.js"},
		{"wallet", "--watch", "--dry-run", "a.js"}, {"wallet", "--watch", "--resume", "a.js"}, {"merchant", "--watch", "none"},
	} {
		if e := signspec(t, dir, args...); e.status != run.ExitConfiguration || e.stderr == "" {
			t.Errorf("%q: exit status %d, and it says %s", args, e.status, e.stderr)
		}
	}
}
