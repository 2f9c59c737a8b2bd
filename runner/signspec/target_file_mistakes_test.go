package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// Pieces of target files.
const (
	onAPage = "driver: { browser: { url: \"http://127.0.0.1:1/\" } }\n"
	onAGrid = "driver:\n  webdriver:\n    server: http://127.0.0.1:1\n"
)

// What a person gets wrong in a target file is told once; the status is 2 and every report is there. What is told of
// which mistake stands in package target.
func TestMistakesInATargetFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, args, want string }{
		"misspelt driver": {"driver: { scrpt: a.js }", "",
			`wallet.yaml:1:11: unknown key "scrpt"; allowed: browser, exec, script, socket, webdriver; did you mean script?`},
		"artifact that is gone": {"subject: { artifact: app.apk }\n" + onAPage, "",
			"wallet.yaml:1:22: there is no file app.apk; paths are relative to this file"},
		"no page": {"driver:\n  browser: {}", "",
			"wallet.yaml:2:12: there is no page to go to"},
		"a header of two lines": {onAGrid + "    headers: { X: \"hidden\\nvalue\" }", "",
			"wallet.yaml:4:19: a header cannot have this value"},
		"capabilities for another": {"driver: { exec: [a] }", "--capabilities={}",
			"--capabilities goes with a target file whose driver is webdriver; that of wallet.yaml is another"},
		"an address that is none": {"driver:\n  socket:\n    address: phone", "",
			"wallet.yaml:3:5: cannot listen at phone"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, "wallet.yaml", c.text+"\n")
			e := signspec(t, dir, append(strings.Fields("wallet "+c.args), "wallet.yaml")...)
			if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.want) {
				t.Errorf("status %d, want 2 and %q: %s", e.status, c.want, e.stderr)
			}
			if n := strings.Count(e.stderr, "signspec: "); n != 1 || strings.Contains(e.stderr, "hidden") {
				t.Errorf("it says %d things: %s", n, e.stderr)
			}
			r := written(t, e)
			if r.Error == nil || r.Error.Kind != run.Configuration || !strings.Contains(r.Error.Message, c.want) {
				t.Errorf("the report's error is %+v", r.Error)
			}
		})
	}
}

// Paths are relative to the file, wherever the command is started.
func TestPathsOfATargetFileAreRelativeToIt(t *testing.T) {
	t.Parallel()
	dir := referenceFile(t)
	if err := os.WriteFile(filepath.Join(dir, "wallet.yaml"), []byte("driver: { script: wallet.js }\nplan: thrifty\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ flag, plan string }{{"--strict", "thrifty"}, {"--plan=full", "full"}} {
		r := written(t, signspec(t, t.TempDir(), "wallet", "--rules", "settles", c.flag, filepath.Join(dir, "wallet.yaml")))
		if r.Verdict != run.Conformant || r.Plan != c.plan {
			t.Errorf("%s: the run is %s, of plan %s", c.flag, r.Verdict, r.Plan)
		}
	}
}
