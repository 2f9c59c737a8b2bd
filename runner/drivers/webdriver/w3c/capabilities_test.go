package w3c

import (
	"reflect"
	"testing"
)

func TestAddedCapabilitiesWin(t *testing.T) {
	file := Capabilities{AlwaysMatch: map[string]any{"app": "a", "os": 1}, FirstMatch: []map[string]any{{"device": "x", "v": 1}, {"v": 2}}}
	for name, c := range map[string]struct{ added, want Capabilities }{
		"one that is always wanted": {Capabilities{AlwaysMatch: map[string]any{"os": 2}},
			Capabilities{AlwaysMatch: map[string]any{"app": "a", "os": 2}, FirstMatch: []map[string]any{{"device": "x", "v": 1}, {"v": 2}}}},
		"one that was a choice": {Capabilities{AlwaysMatch: map[string]any{"v": 3}},
			Capabilities{AlwaysMatch: map[string]any{"app": "a", "os": 1, "v": 3}, FirstMatch: []map[string]any{{"device": "x"}, {}}}},
		"another choice": {Capabilities{FirstMatch: []map[string]any{{"os": 5}}},
			Capabilities{AlwaysMatch: map[string]any{"app": "a"}, FirstMatch: []map[string]any{{"os": 5}}}},
	} {
		if have := file.With(c.added); !reflect.DeepEqual(have, c.want) {
			t.Errorf("%s: got %+v, want %+v", name, have, c.want)
		}
	}
	if file.FirstMatch[0]["v"] != 1 || file.AlwaysMatch["os"] != 1 {
		t.Errorf("the file's own have become %+v", file)
	}
}
