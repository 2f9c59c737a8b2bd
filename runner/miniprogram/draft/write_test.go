package draft

import (
	"reflect"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
)

// What is written can be read, and says the same.
func TestWrite(t *testing.T) {
	h := header{
		folder: ".", open: "pages/pay/index", query: schemas.Query{"plan": "monthly", "no": "1"}, stubs: map[string]schemas.Stub{"my.scan": {"success": map[string]any{"code": "1"}}}, profile: "field",
		start: []schemas.Step{{Input: "#name", Value: "Sam"}, {Tap: "#agree"}, {Fire: "onSign"}},
	}
	text := write(h, []route{
		{Route: schemas.Route{Role: "prepare", Request: "POST /p", Reply: map[string]any{"data": map[string]any{"url": "{signStr}"}, "odd key:": []any{1.0, "on", nil, true}}}, comment: "one"},
		{Route: schemas.Route{Role: "result", Request: "POST /r", Accept: map[string]any{"ok": true}, Reject: "no"}, comment: "two"},
		{Route: schemas.Route{Request: "GET /*/x", Reply: map[string]any{}}, comment: "three"},
	})
	config, err := schemas.ParseMerchantConfig("signspec.yaml", text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	strict := true
	want := &schemas.MerchantConfig{
		Kept:    schemas.Kept{Strict: &strict},
		Program: ".", Open: "pages/pay/index", Query: schemas.Query{"plan": "monthly", "no": "1"}, Profile: "field",
		Start: []schemas.Step{{Input: "#name", Value: "Sam"}, {Tap: "#agree"}, {Fire: "onSign"}},
		Stubs: map[string]schemas.Stub{"my.scan": {"success": map[string]any{"code": "1"}}},
		Server: schemas.Server{Routes: []schemas.Route{
			{Role: "prepare", Request: "POST /p", Reply: map[string]any{"data": map[string]any{"url": "{signStr}"}, "odd key:": []any{1.0, "on", nil, true}}},
			{Role: "result", Request: "POST /r", Accept: map[string]any{"ok": true}, Reject: "no"},
			{Request: "GET /*/x", Reply: map[string]any{}},
		}},
	}
	if !reflect.DeepEqual(config, want) {
		t.Errorf("read back %+v\nwant %+v\nof\n%s", config, want, text)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "  # ") || strings.Contains(line, " # ") || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "  -") || strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "  my.") || strings.HasPrefix(line, "server:") {
			continue
		}
		t.Errorf("this line says nothing of itself: %s", line)
	}
}

func TestWriteWithoutRoutes(t *testing.T) {
	text := write(header{folder: ".", open: "p", start: []schemas.Step{{Fire: "on"}}, profile: "documented"}, nil)
	config, err := schemas.ParseMerchantConfig("signspec.yaml", text)
	if err != nil || config.Server.Routes == nil || config.Start[0].Fire != "on" {
		t.Errorf("%+v, %v\n%s", config, err, text)
	}
}
