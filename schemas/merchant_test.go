package schemas

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/signspec/signspec/schemas/config"
)

const merchantYAML = `program: .                        # the folder with app.json
open: pages/pay/index             # the page to open
query: { plan: monthly, months: 3, gift: false }
start: onSign
profile: documented
server:
  - role: prepare                 # gives the sign string
    request: POST /api/sign/prepare        # method and URL path; * and ** match
    reply: { authUrl: "{signStr}" }
  - role: result                  # receives code and state
    request: POST /api/sign/result
    accept: { ok: true }
    reject: { ok: false, reason: "STATE_MISMATCH" }
  - role: status                  # asked when the result is unknown (optional)
    request: GET /api/sign/status
    reply: { state: PENDING }
  - request: GET /api/**          # anything else the program needs
    reply: {}
`

func TestMerchantConfig(t *testing.T) {
	c, err := ParseMerchantConfig("signspec.yaml", []byte(merchantYAML))
	if err != nil {
		t.Fatal(err)
	}
	want := &MerchantConfig{
		Program: ".", Open: "pages/pay/index", Query: Query{"plan": "monthly", "months": "3", "gift": "false"},
		Start: Start{{Fire: "onSign"}}, Profile: "documented",
		Server: Server{Routes: []Route{
			{Role: PrepareRole, Request: "POST /api/sign/prepare", Reply: map[string]any{"authUrl": "{signStr}"}},
			{Role: ResultRole, Request: "POST /api/sign/result", Accept: map[string]any{"ok": true}, Reject: map[string]any{"ok": false, "reason": "STATE_MISMATCH"}},
			{Role: StatusRole, Request: "GET /api/sign/status", Reply: map[string]any{"state": "PENDING"}},
			{Request: "GET /api/**", Reply: map[string]any{}},
		}},
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("the file is\n%+v, want\n%+v", c, want)
	}
}

func TestMerchantConfigInItsOtherShapes(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       MerchantConfig
	}{
		{
			"stubs, storage, fields and pickers",
			"open: p\nstart: [{input: \"#who\", value: Sam}, {change: picker, value: 2}, {tap: \"#go\"}]\n" +
				"stubs: { my.scan: { success: { code: B12 } }, my.ap.x: { returns: 1 } }\nstorage: { token: { id: 7 } }\nserver: []\n",
			MerchantConfig{
				Program: ".", Open: "p", Profile: DefaultProfile, Server: Server{Routes: []Route{}},
				Start:   Start{{Input: "#who", Value: "Sam"}, {Change: "picker", Value: 2.0}, {Tap: "#go"}},
				Stubs:   map[string]Stub{"my.scan": {"success": map[string]any{"code": "B12"}}, "my.ap.x": {"returns": 1.0}},
				Storage: map[string]any{"token": map[string]any{"id": 7.0}},
			},
		},
		{
			"steps and a proxy",
			"open: p\nstart: [{tap: \"#agree\"}, {fire: onSign, with: {detail: {}}}]\nserver: { proxy: http://127.0.0.1:3000 }\n",
			MerchantConfig{
				Program: ".", Open: "p", Profile: DefaultProfile, Server: Server{Proxy: "http://127.0.0.1:3000"},
				Start: Start{{Tap: "#agree"}, {Fire: "onSign", With: map[string]any{"detail": map[string]any{}}}},
			},
		},
		{
			"a module",
			"open: p\nstart: s\nserver: ./server.ts\nprogram: dist\nprofile: field\n",
			MerchantConfig{Program: "dist", Open: "p", Profile: "field", Start: Start{{Fire: "s"}}, Server: Server{Module: "./server.ts"}},
		},
		{
			"no routes",
			"open: p\nstart: s\nserver: []\n",
			MerchantConfig{Program: ".", Open: "p", Profile: DefaultProfile, Start: Start{{Fire: "s"}}, Server: Server{Routes: []Route{}}},
		},
	} {
		have, err := ParseMerchantConfig("signspec.yaml", []byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if !reflect.DeepEqual(*have, c.want) {
			t.Errorf("%s is\n%+v, want\n%+v", c.name, *have, c.want)
		}
	}
}

func TestMistakesInAMerchantConfig(t *testing.T) {
	const head = "open: p\nstart: s\n"
	for _, c := range []struct{ name, text, want string }{
		{"an unknown key", "opne: p\nopen: p\nstart: s\nserver: []\n", `signspec.yaml:1:1: unknown key "opne"; allowed: baseline, open, out, profile, program, query, report, server, start, storage, strict, stubs; did you mean open?`},
		{"nothing to start", "open: p\nserver: []\n", "signspec.yaml:1:1: start is missing"},
		{"no steps", "open: p\nstart: []\nserver: []\n", "signspec.yaml:2:8: start has 0 items, at least 1 is required"},
		{"a number to start", "open: p\nstart: 3\nserver: []\n", "signspec.yaml:2:8: start is a number (3), a string or an array is required"},
		{"two things in a step", "open: p\nstart: [{tap: a, fire: b}]\nserver: []\n", "signspec.yaml:2:15: start[0].tap is not allowed here"},
		{"an unknown role", head + "server:\n  - role: prepar\n    request: GET /x\n    reply: 1\n", `signspec.yaml:4:11: server[0].role is "prepar", one of prepare, result, status is required`},
		{"a request without a method", head + "server:\n  - request: /x\n    reply: 1\n", `signspec.yaml:4:14: server[0].request is a string ("/x"); expected: a method and a URL path, such as POST /api/sign/prepare; * matches within a segment, ** across segments`},
		{"a result with one reply", head + "server:\n  - role: result\n    request: POST /x\n    reply: 1\n", "signspec.yaml:4:5: server[0].accept is missing\nsignspec.yaml:4:5: server[0].reject is missing\nsignspec.yaml:6:12: server[0].reply is not allowed here"},
		{"a proxy that is no URL", head + "server: { proxy: localhost }\n", `signspec.yaml:3:18: server.proxy is a string ("localhost"); expected: the URL of the merchant's own server, such as http://127.0.0.1:3000`},
		{"a module that is none", head + "server: server.go\n", `signspec.yaml:3:9: server is a string ("server.go"); expected: a list of routes, {proxy: url}, {start: command, base: url, bound: ...}, or the file of a module, such as ./server.ts`},
		{"a number for a server", head + "server: 3000\n", "signspec.yaml:3:9: server is a number (3000), a string, an array or an object is required"},
	} {
		_, err := ParseMerchantConfig("signspec.yaml", []byte(c.text))
		if err == nil {
			t.Errorf("%s was accepted", c.name)
		} else if err.Error() != c.want {
			t.Errorf("%s:\n has %s\nwant %s", c.name, err, c.want)
		}
	}
}

func TestMerchantConfigFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "signspec.yaml")
	_, err := LoadMerchantConfig(file)
	var one *config.Error
	if !errors.As(err, &one) || !errors.Is(err, os.ErrNotExist) || one.File != file {
		t.Errorf("a file that is not there gives %v", err)
	}
	if err := os.WriteFile(file, []byte(merchantYAML), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := LoadMerchantConfig(file); err != nil || c.Open != "pages/pay/index" {
		t.Errorf("the file is %+v, %v", c, err)
	}
}
