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
	onAPage  = "driver: { browser: { url: \"http://127.0.0.1:1/\" } }\n"
	onAGrid  = "driver:\n  webdriver:\n    server: http://127.0.0.1:1\n"
	atSocket = "driver:\n  socket:\n    address: 127.0.0.1:0\n"
)

// What a person gets wrong in a target file is told with its place, what is allowed, and nothing else; the status is 2
// and every report is there.
func TestMistakesInATargetFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, args, want string }{
		"misspelt driver":         {"driver: { scrpt: a.js }", "", `wallet.yaml:1:11: unknown key "scrpt"; allowed: browser, exec, script, socket, webdriver; did you mean script?`},
		"two drivers":             {"driver:\n  script: a.js\n  socket: {}", "", "wallet.yaml:2:3: driver has 2 keys (script, socket), at most 1 is allowed"},
		"an action with two keys": {onAPage + "stage:\n  actions:\n    approve: [{ click: a, wait: 1s }]", "", "wallet.yaml:4:15: stage.actions.approve[0] has 2 keys (click, wait), at most 1 is allowed"},
		"an action for nothing":   {onAPage + "stage: { actions: { approve: [{ wait: 0s }] } }", "", "wallet.yaml:2:31: it does nothing; an action is one of click"},
		"misspelt outcome":        {onAPage + "stage:\n  actions:\n    aprove: []", "", `wallet.yaml:4:5: unknown key "aprove"; allowed: approve, cancel, fail, network, unknown; did you mean approve?`},
		"unknown profile":         {"profile: documentd\n" + onAPage, "", `wallet.yaml:1:10: there is no profile "documentd"; the profiles are documented, alipay-connect, rebell, besuperapp, qicard, field, or a YAML file of your own; did you mean documented?`},
		"profile that is gone":    {"profile: gone.yaml\n" + onAPage, "", "wallet.yaml:1:10: there is no file gone.yaml; paths are relative to this file"},

		"artifact that is gone":   {"subject: { artifact: app.apk }\n" + onAPage, "", "wallet.yaml:1:22: there is no file app.apk; paths are relative to this file"},
		"artifact that is one":    {"subject: { artifact: . }\n" + onAPage, "", "wallet.yaml:1:22: . is a folder, a file is required"},
		"module that is gone":     {"driver:\n  script: a.js", "", "wallet.yaml:2:11: there is no file a.js; paths are relative to this file"},
		"page's module is gone":   {"driver:\n  browser: { module: a.js }", "", "wallet.yaml:2:22: there is no file a.js; paths are relative to this file"},
		"probe's module is gone":  {"driver:\n  socket: { module: a.js }", "", "wallet.yaml:2:21: there is no file a.js; paths are relative to this file"},
		"authorities that are no": {onAGrid + "    ca: wallet.yaml", "", "wallet.yaml:4:9: wallet.yaml holds no certificate in PEM"},

		"two sources of sign strings":  {onAPage + "stage:\n  hook: http://127.0.0.1:1/\n  command: ./a", "", "wallet.yaml:4:3: sign strings come from one of hook, command and signStr"},
		"staging for an adapter":       {"driver: { exec: [sh, -c, exit] }\nstage:\n  operator: true", "", "wallet.yaml:2:1: an adapter stages by itself; stage goes with browser, webdriver and socket"},
		"an operator without a source": {onAPage + "stage:\n  operator: true", "", "wallet.yaml:3:3: a person can press buttons and not make sign strings; give hook, command or signStr"},
		"a hook that is no URL":        {onAPage + "stage:\n  hook: localhost:3000", "", `wallet.yaml:3:9: stage.hook is a string ("localhost:3000"); expected: a URL that gets`},
		"a hook without a host":        {onAPage + "stage:\n  hook: http:///stage", "", `wallet.yaml:3:9: "http:///stage" is not the URL of a hook`},
		"actions for a probe":          {atSocket + "stage:\n  actions: { approve: [] }", "", "wallet.yaml:5:3: a probe presses no buttons"},

		"no page":                    {"driver:\n  browser: {}", "", "wallet.yaml:2:12: there is no page to go to"},
		"virtual time for a person":  {"driver: { browser: { url: \"http://127.0.0.1:1/\", time: virtual } }\nstage: { command: ./a, operator: true }", "", "wallet.yaml:1:20: time cannot be virtual"},
		"a pattern that is none":     {"driver:\n  browser:\n    devtools: 9222\n    target: { pattern: \"(\" }", "", `wallet.yaml:4:24: pattern "(" is no regular expression`},
		"a window in an app":         {onAGrid + "    actionsOn: { context: NATIVE_APP, window: a }", "", "wallet.yaml:4:16: NATIVE_APP has no windows and no frames"},
		"my in an app":               {onAGrid + "    target: { context: NATIVE_APP }", "", "wallet.yaml:3:5: my cannot be in NATIVE_APP"},
		"a command of two kinds":     {onAGrid + "    network: { off: { path: a, script: b }, on: { path: a } }", "", "wallet.yaml:4:14: a command is a script or a path, not both"},
		"a name that is no header's": {onAGrid + "    headers: { \"X Y\": a }", "", `wallet.yaml:4:16: "X Y" is no name of a header`},
		"a header of two lines":      {onAGrid + "    headers: { X: \"hidden\\nvalue\" }", "", "wallet.yaml:4:19: a header cannot have this value"},
		"a variable that is not set": {onAGrid + "    headers: { X: \"Bearer ${SIGNSPEC_TEST_NOT_SET}\" }", "", "wallet.yaml:4:19: the variable SIGNSPEC_TEST_NOT_SET of the environment is not set"},
		"capabilities for another":   {"driver: { exec: [a] }", "--capabilities={}", "--capabilities goes with a target file whose driver is webdriver; that of wallet.yaml is another"},
		"capabilities that are none": {onAGrid, "--capabilities=[]", "--capabilities: a JSON object is required"},

		"a token that can be guessed": {atSocket + "    tokenFile: wallet.yaml", "", "wallet.yaml:4:16: wallet.yaml: "},
		"an address that is none":     {"driver:\n  socket:\n    address: phone", "", "wallet.yaml:3:5: cannot listen at phone"},
		"no time to wait":             {atSocket + "    wait: 0s", "", "wallet.yaml:4:11: wait takes a duration that is not zero"},
		"a folder of something else":  {atSocket + "    writeProbe: .", "", "holds something else than a probe"},
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

// Every mistake is told, not only the first.
func TestSeveralMistakesInATargetFile(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.yaml", "profile: gone.yaml\nsubject: { artifact: app.apk }\n"+onAPage+"stage: { operator: true }\n")
	e := signspec(t, dir, "wallet", "wallet.yaml")
	for _, want := range []string{"wallet.yaml:1:10: ", "wallet.yaml:2:22: ", "wallet.yaml:4:10: "} {
		if !strings.Contains(e.stderr, want) {
			t.Errorf("it does not say %s: %s", want, e.stderr)
		}
	}
	written(t, e)
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
