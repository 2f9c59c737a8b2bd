package engine_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// TestIdioms compares what ordinary bundles hold with what Node.js 20 answers. testdata/idioms.json holds the answers, by
// kind and expression; an answer that begins with "throws " is the name of what was thrown.
func TestIdioms(t *testing.T) {
	text, err := os.ReadFile("testdata/idioms.json")
	if err != nil {
		t.Fatal(err)
	}
	var kinds map[string]map[string]string
	if err := json.Unmarshal(text, &kinds); err != nil {
		t.Fatal(err)
	}
	for kind, answers := range kinds {
		t.Run(kind, func(t *testing.T) {
			for expression, want := range answers {
				if got := answer(t, expression); got != want {
					t.Errorf("%s\nis   %s\nwant %s", expression, got, want)
				}
			}
		})
	}
}

// TestIdiomsThatDiffer lists what is not as in Node.js 20, each with the reason.
func TestIdiomsThatDiffer(t *testing.T) {
	text, err := os.ReadFile("testdata/idioms_differ.json")
	if err != nil {
		t.Fatal(err)
	}
	var idioms []struct{ Expression, Node, Here, Because string }
	if err := json.Unmarshal(text, &idioms); err != nil {
		t.Fatal(err)
	}
	for _, idiom := range idioms {
		if got := answer(t, idiom.Expression); got != idiom.Here || idiom.Because == "" || idiom.Here == idiom.Node {
			t.Errorf("%s\nis   %s\nwant %s, because %s", idiom.Expression, got, idiom.Here, idiom.Because)
		}
	}
}

// answer is what an expression comes to, as text, when its promises have settled.
func answer(t *testing.T, expression string) (text string) {
	vm := engine.New(engine.Options{Console: func(_, line string) { text = line }})
	program, err := engine.Compile("idiom.js", "(async () => { try { console.log(String(await (\n"+expression+
		"\n))) } catch (e) { console.log('throws ' + e.name) } })()")
	if err != nil {
		return "throws SyntaxError"
	}
	if _, err := vm.Run(program); err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	if _, err := vm.RunUntil(engine.Forever, func() bool { return false }); err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return text
}
