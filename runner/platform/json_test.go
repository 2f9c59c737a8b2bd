package platform

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/suites/server"
)

// TestHowJSONIsWrittenChangesNothingInIt holds that a body differs by its bytes alone, and a plain one not even by those
// from what others write.
func TestHowJSONIsWrittenChangesNothingInIt(t *testing.T) {
	fields := map[string]any{"authState": "a&b <é>", "scopes": []any{"AGREEMENT_PAY"}, "env": map[string]any{"terminalType": "MINI_APP"}}
	for change, spelt := range map[server.Change]string{"": `"a&b <é>"`, server.Escaped: `"a\u0026b \u003cé\u003e"`, server.Unusual: "\n"} {
		body := written(fields, change)
		if !strings.Contains(string(body), spelt) {
			t.Errorf("%q: %s is not spelt with %s", change, body, spelt)
		}
		var read map[string]any
		if err := json.Unmarshal(body, &read); err != nil {
			t.Fatalf("%q: %v", change, err)
		}
		have, want := slices.Sorted(maps.Keys(read)), slices.Sorted(maps.Keys(fields))
		if !slices.Equal(have, want) || read["authState"] != fields["authState"] {
			t.Errorf("%q has the fields %q, want %q", change, have, want)
		}
	}
}
