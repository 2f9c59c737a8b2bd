package inert_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/inert"
)

// command matches what the runners of GitHub, Azure Pipelines and TeamCity act upon.
var command = regexp.MustCompile(`(?im)^\s*::|##(vso|teamcity)?\[`)

func TestNoTextStartsAWorkflowCommand(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"nothing", "nothing"},
		{"::error file=a::b", ": :error file=a::b"},
		{"a\n  ::set-output name=x::y\nb", "a\n  : :set-output name=x::y\nb"},
		{"a\r::error::x", "a\r: :error::x"},
		{"a::b", "a::b"},
		{"x ##[error]y", "x # #[error]y"},
		{"x ##vso[task.setvariable variable=a]b", "x # #vso[task.setvariable variable=a]b"},
		{"##VSO[task]", "# #VSO[task]"},
		{"###[error]", "## #[error]"},
		{"##teamcity[buildStatus]", "# #teamcity[buildStatus]"},
		{"## [heading]", "## [heading]"},
		{"\u00a0::error::x", "\u00a0: :error::x"},
	} {
		if got := inert.Text(c.text); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAnEventStaysTheSameEvent(t *testing.T) {
	event := `{"a":"##vso[task]","b":"::error::"}`
	got := inert.Text(event)
	if command.MatchString(got) {
		t.Errorf("%s is a command", got)
	}
	var before, after map[string]string
	if json.Unmarshal([]byte(event), &before) != nil || json.Unmarshal([]byte(got), &after) != nil || before["a"] != after["a"] {
		t.Errorf("%s became %s", event, got)
	}
}

func FuzzText(f *testing.F) {
	f.Add("##[a", 1)
	f.Add("\v::x", 2)
	f.Fuzz(func(t *testing.T, text string, size int) {
		var out bytes.Buffer
		w := inert.Writer{To: &out}
		size = min(max(size, 1), 100)
		for rest := text; len(rest) > 0; {
			n := min(size, len(rest))
			w.Write([]byte(rest[:n]))
			rest = rest[n:]
		}
		w.Flush()
		if out.String() != inert.Text(text) {
			t.Errorf("in pieces of %d, %q becomes %q", size, text, out.String())
		}
		if !strings.Contains(text, "{") && command.MatchString(out.String()) {
			t.Errorf("%q becomes %q", text, out.String())
		}
	})
}
