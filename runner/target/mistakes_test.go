package target

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/config"
)

// Pieces of target files.
const (
	onAPage  = "driver: { browser: { url: \"http://127.0.0.1:1/\" } }\n"
	onAGrid  = "driver:\n  webdriver:\n    server: http://127.0.0.1:1\n"
	atSocket = "driver:\n  socket:\n    address: 127.0.0.1:0\n"
)

// What a person gets wrong in a target file is told with its place and what is allowed, before anything is performed.
func TestMistakesInATargetFile(t *testing.T) {
	for name, c := range map[string]struct{ text, capabilities, want string }{
		"misspelt driver": {
			text: "driver: { scrpt: a.js }",
			want: `wallet.yaml:1:11: unknown key "scrpt"; allowed: browser, exec, script, socket, webdriver; did you mean script?`,
		},
		"two drivers": {
			text: "driver:\n  script: a.js\n  socket: {}",
			want: "wallet.yaml:2:3: driver has 2 keys (script, socket), at most 1 is allowed",
		},
		"an action with two keys": {
			text: onAPage + "stage:\n  actions:\n    approve: [{ click: a, wait: 1s }]",
			want: "wallet.yaml:4:15: stage.actions.approve[0] has 2 keys (click, wait), at most 1 is allowed",
		},
		"an action for nothing": {
			text: onAPage + "stage: { actions: { approve: [{ wait: 0s }] } }",
			want: "wallet.yaml:2:31: it does nothing; an action is one of click",
		},
		"misspelt outcome": {
			text: onAPage + "stage:\n  actions:\n    aprove: []",
			want: `wallet.yaml:4:5: unknown key "aprove"; allowed: approve, cancel, fail, network, unknown; did you mean approve?`,
		},
		"unknown profile": {
			text: "profile: documentd\n" + onAPage,
			want: `wallet.yaml:1:10: there is no profile "documentd"; the profiles are documented, ` +
				`alipay-connect, rebell, besuperapp, qicard, field, or a YAML file of your own; did you mean documented?`,
		},
		"profile that is gone": {
			text: "profile: gone.yaml\n" + onAPage,
			want: "wallet.yaml:1:10: there is no file gone.yaml; paths are relative to this file",
		},
		"artifact that is gone": {
			text: "subject: { artifact: app.apk }\n" + onAPage,
			want: "wallet.yaml:1:22: there is no file app.apk; paths are relative to this file",
		},
		"artifact that is one": {
			text: "subject: { artifact: . }\n" + onAPage,
			want: "wallet.yaml:1:22: . is a folder, a file is required",
		},
		"module that is gone": {
			text: "driver:\n  script: a.js",
			want: "wallet.yaml:2:11: there is no file a.js; paths are relative to this file",
		},
		"page's module is gone": {
			text: "driver:\n  browser: { module: a.js }",
			want: "wallet.yaml:2:22: there is no file a.js; paths are relative to this file",
		},
		"probe's module is gone": {
			text: "driver:\n  socket: { module: a.js }",
			want: "wallet.yaml:2:21: there is no file a.js; paths are relative to this file",
		},
		"authorities that are no": {
			text: onAGrid + "    ca: wallet.yaml",
			want: "wallet.yaml:4:9: wallet.yaml holds no certificate in PEM",
		},
		"two sources of sign strings": {
			text: onAPage + "stage:\n  hook: http://127.0.0.1:1/\n  command: ./a",
			want: "wallet.yaml:4:3: sign strings come from one of hook, command and signStr",
		},
		"staging for an adapter": {
			text: "driver: { exec: [sh, -c, exit] }\nstage:\n  operator: true",
			want: "wallet.yaml:2:1: an adapter stages by itself; stage goes with browser, webdriver and socket",
		},
		"an operator without a source": {
			text: onAPage + "stage:\n  operator: true",
			want: "wallet.yaml:3:3: a person can press buttons and not make sign strings; give hook, command or signStr",
		},
		"a hook that is no URL": {
			text: onAPage + "stage:\n  hook: localhost:3000",
			want: `wallet.yaml:3:9: stage.hook is a string ("localhost:3000"); expected: a URL that gets`,
		},
		"a hook without a host": {
			text: onAPage + "stage:\n  hook: http:///stage",
			want: `wallet.yaml:3:9: "http:///stage" is not the URL of a hook`,
		},
		"actions for a probe": {
			text: atSocket + "stage:\n  actions: { approve: [] }",
			want: "wallet.yaml:5:3: a probe presses no buttons",
		},
		"no page": {
			text: "driver:\n  browser: {}",
			want: "wallet.yaml:2:12: there is no page to go to",
		},
		"virtual time for a person": {
			text: "driver: { browser: { url: \"http://127.0.0.1:1/\", time: virtual } }\nstage: { command: ./a, operator: true }",
			want: "wallet.yaml:1:20: time cannot be virtual",
		},
		"a pattern that is none": {
			text: "driver:\n  browser:\n    devtools: 9222\n    target: { pattern: \"(\" }",
			want: `wallet.yaml:4:24: pattern "(" is no regular expression`,
		},
		"a window in an app": {
			text: onAGrid + "    actionsOn: { context: NATIVE_APP, window: a }",
			want: "wallet.yaml:4:16: NATIVE_APP has no windows and no frames",
		},
		"my in an app": {
			text: onAGrid + "    target: { context: NATIVE_APP }",
			want: "wallet.yaml:3:5: my cannot be in NATIVE_APP",
		},
		"a command of two kinds": {
			text: onAGrid + "    network: { off: { path: a, script: b }, on: { path: a } }",
			want: "wallet.yaml:4:14: a command is a script or a path, not both",
		},
		"a name that is no header's": {
			text: onAGrid + "    headers: { \"X Y\": a }",
			want: `wallet.yaml:4:16: "X Y" is no name of a header`,
		},
		"a header of two lines": {
			text: onAGrid + "    headers: { X: \"hidden\\nvalue\" }",
			want: "wallet.yaml:4:19: a header cannot have this value",
		},
		"a variable that is not set": {
			text: onAGrid + "    headers: { X: \"Bearer ${SIGNSPEC_TEST_NOT_SET}\" }",
			want: "wallet.yaml:4:19: the variable SIGNSPEC_TEST_NOT_SET of the environment is not set",
		},
		"capabilities for another": {
			text:         "driver: { exec: [a] }",
			capabilities: "{}",
			want:         "--capabilities goes with a target file whose driver is webdriver; that of wallet.yaml is another",
		},
		"capabilities that are none": {
			text:         onAGrid,
			capabilities: "[]",
			want:         "--capabilities: a JSON object is required",
		},
		"a token that can be guessed": {
			text: atSocket + "    tokenFile: wallet.yaml",
			want: "wallet.yaml:4:16: wallet.yaml: ",
		},
		"an address that is none": {
			text: "driver:\n  socket:\n    address: phone",
			want: "wallet.yaml:3:5: cannot listen at phone",
		},
		"no time to wait": {
			text: atSocket + "    wait: 0s",
			want: "wallet.yaml:4:11: wait takes a duration that is not zero",
		},
		"a folder of something else": {
			text: atSocket + "    writeProbe: .",
			want: "holds something else than a probe",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("wallet.yaml", []byte(c.text+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := Read("wallet.yaml", os.Getenv, c.capabilities)
			if err == nil {
				_, err = f.Open(options())
			}
			if err == nil || !allConfiguration(err) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it gives a %T, %v, want %s", err, err, c.want)
			}
			if err != nil && strings.Contains(config.Detail(err), "hidden") {
				t.Errorf("it shows what the file hides: %s", config.Detail(err))
			}
		})
	}
}

// Every mistake is told, not only the first.
func TestSeveralMistakesInATargetFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "wallet.yaml")
	text := "profile: gone.yaml\nsubject: { artifact: app.apk }\n" + onAPage + "stage: { operator: true }\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Read(file, os.Getenv, "")
	for _, want := range []string{"wallet.yaml:1:10: ", "wallet.yaml:2:22: ", "wallet.yaml:4:10: "} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %s: %v", want, err)
		}
	}
}
