package httpcall_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas/config"
)

func TestNamesThatNothingStandsFor(t *testing.T) {
	holes := httpcall.Holes{"/server": {"port", "clientId"}, "/start": {"user"}, "/notify": nil}
	for _, c := range []struct{ text, says string }{
		{"server: { base: \"http://127.0.0.1:{{port}}\", env: { ID: \"{{clientId}}\" } }\nname: \"{{anything}}\"", ""},
		{"server:\n  env:\n    ID: \"{{clientID}}\"",
			"file.yaml:3:9: nothing stands for {{clientID}} here; there is {{clientId}}, {{port}}; did you mean clientId?"},
		{"start: { json: { list: [ \"{{port}}\" ] } }", "nothing stands for {{port}} here; there is {{user}}"},
		{"notify: /hook/{{user}}", "nothing stands for {{user}} here"},
	} {
		document, err := config.Parse("file.yaml", []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		err = holes.Check(document)
		if said := ""; err == nil != (c.says == "") {
			t.Errorf("%s: %v, want %q", c.text, err, c.says)
		} else if err != nil {
			if said = err.Error(); !strings.Contains(said, c.says) {
				t.Errorf("%s: %s, want %q", c.text, said, c.says)
			}
		}
	}
}
