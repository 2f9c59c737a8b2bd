package target

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

func read(text string) (*File, error) { return parse("wallet.yaml", []byte(text)) }

func TestATargetFileIsRead(t *testing.T) {
	got, err := read(`
subject: { name: Acme Wallet, version: 5.2.0, artifact: app.apk }
profile: documented
plan: thrifty
driver:
  browser: { url: "http://127.0.0.1:8080/", devtools: 9222, target: { type: page, pattern: wallet }, ready: 1m30s }
stage:
  hook: http://127.0.0.1:3000/stage
  actions:
    approve: [{ waitFor: "#confirm" }, { click: "#confirm" }]
    network: [{ network: "off" }, { click: "#confirm" }]
timing: { settle: 30s, quiet: 200ms }
`)
	if err != nil {
		t.Fatal(err)
	}
	b := got.Driver.Browser
	if b == nil || b.DevTools != "9222" || b.Target.Pattern != "wallet" || b.Ready != config.Duration(90*time.Second) ||
		len(got.Stage.Actions[record.Approve]) != 2 || got.Timing.Quiet != config.Duration(200*time.Millisecond) ||
		got.Subject.Version != "5.2.0" || got.Plan != "thrifty" {
		t.Errorf("the file was read as %+v", got)
	}
}

func TestMistakesInATargetFileAreToldWithTheirPlace(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no driver": {"profile: documented\n", ":1:1: driver is missing"},
		"no driver named": {
			"driver: {}\n",
			":1:9: driver has 0 keys, at least 1 is required; allowed: browser, exec, script, socket, webdriver",
		},
		"two drivers": {
			"driver:\n  script: a.js\n  exec: [node]\n",
			":2:3: driver has 2 keys (exec, script), at most 1 is allowed",
		},
		"misspelt driver": {
			"driver:\n  brower: {}\n",
			`:2:3: unknown key "brower"; allowed: browser, exec, script, socket, webdriver; did you mean browser?`,
		},
		"misspelt option": {
			"driver:\n  browser: { chromum: x }\n",
			":2:14: unknown key \"chromum\"; allowed: actionsOn, chromium,",
		},
		"misspelt place": {
			"driver:\n  webdriver:\n    server: http://a\n    target: { contxt: WEBVIEW }\n",
			`:4:15: unknown key "contxt"; allowed: context, frame, window; did you mean context?`,
		},
		"unknown outcome": {
			"driver: { script: a.js }\nstage:\n  actions: { aprove: [] }\n",
			`:3:14: unknown key "aprove"; allowed: approve, cancel, fail, network, unknown; did you mean approve?`,
		},
		"unknown sign string": {
			"driver: { script: a.js }\nstage:\n  signStr: { canceled: x }\n",
			":3:14: unknown key \"canceled\"; allowed: approve, cancel, fail, network, unknown; did you mean cancel?",
		},
		"unknown action": {
			"driver: { script: a.js }\nstage:\n  actions: { approve: [{ clik: a }] }\n",
			"did you mean click?",
		},
		"two actions in one": {
			"driver: { script: a.js }\nstage:\n  actions: { approve: [{ click: a, tap: b }] }\n",
			":3:24: stage.actions.approve[0] has 2 keys (click, tap), at most 1 is allowed",
		},
		"not a duration": {
			"driver: { script: a.js }\ntiming: { settle: 30 }\n",
			":2:19: timing.settle is a number (30), a string is required",
		},
		"not a duration, text": {
			"driver: { script: a.js }\ntiming: { settle: 30 s }\n",
			"expected: a duration such as 500ms or 30s",
		},
		"a hook without http": {
			"driver: { browser: { url: x } }\nstage: { hook: localhost:3000 }\n",
			`:2:16: stage.hook is a string ("localhost:3000"); expected: a URL that gets`,
		},
		"unknown plan": {
			"driver: { script: a.js }\nplan: thrify\n",
			`:2:7: plan is "thrify", one of full, thrifty is required`,
		},
		"webdriver, nowhere": {"driver: { webdriver: {} }\n", ":1:22: driver.webdriver.server is missing"},
		"network, one way": {
			"driver: { webdriver: { server: http://a, network: { off: { path: x } } } }\n",
			"driver.webdriver.network.on is missing",
		},
		"capabilities, both": {
			"driver: { webdriver: { server: http://a, capabilities: { firstMatch: [{}], platformName: iOS } } }\n",
			`unknown key "platformName"; allowed: alwaysMatch, firstMatch`,
		},
		"a public path": {"driver: { socket: { publicUrl: https://a/b } }\n", "expected: a scheme and a host"},
		"an origin with a path": {"driver: { socket: { allowOrigins: [https://a/b] } }\n",
			"driver.socket.allowOrigins[0] is a string (\"https://a/b\"); expected: an origin such as"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read(c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "wallet.yaml:") {
				t.Errorf("the error is %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestCapabilitiesAreReadInBothForms(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want w3c.Capabilities
	}{
		"plain": {"{ platformName: iOS }", w3c.Capabilities{AlwaysMatch: map[string]any{"platformName": "iOS"}}},
		"as in the standard": {"{ alwaysMatch: { a: 1 }, firstMatch: [{ b: 2 }, { b: 3 }] }",
			w3c.Capabilities{AlwaysMatch: map[string]any{"a": 1.0}, FirstMatch: []map[string]any{{"b": 2.0}, {"b": 3.0}}}},
		"firstMatch alone": {"{ firstMatch: [{ b: 2 }] }", w3c.Capabilities{FirstMatch: []map[string]any{{"b": 2.0}}}},
		"none":             {"{}", w3c.Capabilities{AlwaysMatch: map[string]any{}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read("driver: { webdriver: { server: http://a, capabilities: " + c.text + " } }\n")
			if err != nil {
				t.Fatal(err)
			}
			if have := got.Driver.WebDriver.Capabilities; !reflect.DeepEqual(have, c.want) {
				t.Errorf("got %+v, want %+v", have, c.want)
			}
		})
	}
}

func TestAMistakeIsToldAtThePlaceThatIsNamed(t *testing.T) {
	got, err := read("driver: { script: a.js }\nstage:\n  operator: true\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := got.keyErrorf("/stage/operator", "no"); !strings.HasSuffix(err.Error(), "wallet.yaml:3:3: no") {
		t.Errorf("the error is %v", err)
	}
	detail := config.Detail(got.errorf("/stage/operator", "no"))
	if !strings.HasSuffix(detail, "3:13: no\n3 |   operator: true\n  |             ^") {
		t.Errorf("the detail is %s", detail)
	}
}
