package matchers

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

// TestTracesAreFoundInAnyText looks for what runtimes print, deep inside an answer and far into a text.
func TestTracesAreFoundInAnyText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		trace      bool
	}{
		{"node", "TypeError: x is undefined\n    at call (/app/server.js:97:14)", true},
		{"node, without a name", "Error\n    at /app/server.js:97:14", true},
		{"node, a module", "Error\n    at async file:///app/server.mjs:97:14", true},
		{"java", "java.lang.NullPointerException\n\tat com.shop.Agreement.apply(Agreement.java:52)", true},
		{"dotnet", "   at Shop.Agreement.Apply(String code) in C:\\shop\\Agreement.cs:line 52", true},
		{"python", "Traceback (most recent call last):\n  File \"app.py\", line 52", true},
		{"go", "goroutine 7 [running]:", true},
		{"php", "#0 /app/agreement.php(52): apply()", true},
		{"ruby", "app/agreement.rb:52:in `apply'", true},
		{"words", "try again at noon (UTC+1:00), or call us at 030:12", false},
		{"an address", "see https://shop.example/help at any time", false},
		{"a line of a form", `line 5 of the form is missing`, false},
	} {
		said := record.Fields(map[string]record.Value{
			"error": record.Fields(map[string]record.Value{"list": record.Texts([]string{"one", strings.Repeat("long ", 200) + c.text})}),
		})
		if found := stackIn(said) != ""; found != c.trace {
			t.Errorf("%s: found is %v", c.name, found)
		}
	}
}
