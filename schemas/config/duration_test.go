package config

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestADurationIsText(t *testing.T) {
	var d Duration
	if err := json.Unmarshal([]byte(`"1m30s"`), &d); err != nil || time.Duration(d) != 90*time.Second {
		t.Errorf("got %s, %v", d, err)
	}
	if data, err := json.Marshal(d); err != nil || string(data) != `"1m30s"` {
		t.Errorf("it is written as %s, %v", data, err)
	}
	for text, want := range map[string]string{`"30"`: "write it like 500ms", `30`: "a duration is text", `null`: "is no duration"} {
		if err := json.Unmarshal([]byte(text), &d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, want %s", text, err, want)
		}
	}
}

func TestAPointerIsFollowed(t *testing.T) {
	document := map[string]any{"a/b": []any{1.0, map[string]any{"~": "x"}}}
	if have, ok := Resolve(document, "/a~1b/1/~0"); !ok || have != "x" {
		t.Errorf("there stands %v, %t", have, ok)
	}
	for _, pointer := range []string{"/a", "/a~1b/2", "/a~1b/-1", "/a~1b/x", "/a~1b/0/y"} {
		if have, ok := Resolve(document, pointer); ok {
			t.Errorf("at %s stands %v", pointer, have)
		}
	}
}
