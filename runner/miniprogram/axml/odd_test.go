package axml

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// What is no expression is a warning with its place, and never a template that the engine cannot read: the compiler and
// the engine need not agree on what is one.
func TestWhatIsNoExpressionIsAWarningWithItsPlace(t *testing.T) {
	for _, code := range []string{
		"#a", "a.#b", "#a in b", "new.target", "import.meta", "import('x')", "super.x", "await a", "yield a", "arguments", "a b", "1a", "a??b||c",
		"async () => a", "/(/.test(a)", "`${`", "class {}", "function(){}", "enum", "let", "static", "eval", "a = 1", "delete this", "08", "1_000", "@a", "\\u0061",
		"/a/vv", "a?.`b`", "new a?.b()", "-a ** b", "({a = 1})", "[...a] = b", "({a}) => a", "(a, a) => a",
	} {
		source := "<view>\n  <text>{{" + code + "}}</text></view>"
		root, _, err := Parse("t.axml", source)
		if err != nil {
			t.Errorf("{{%s}}: %v", code, err)
			continue
		}
		compiled := Compile(root)
		if _, err := engine.Compile("t.axml", "("+compiled.Script+")"); err != nil {
			t.Errorf("{{%s}} becomes what the engine cannot read: %v", code, err)
		}
		for _, w := range compiled.Warnings {
			if w.Line != 2 || !strings.Contains(w.Message, "is not an expression") {
				t.Errorf("{{%s}} is told as %v", code, w)
			}
		}
		if (strings.Contains(code, "#") || strings.HasPrefix(code, "new.")) && len(compiled.Warnings) != 1 {
			t.Errorf("{{%s}} gives %d warnings", code, len(compiled.Warnings))
		}
	}
}
