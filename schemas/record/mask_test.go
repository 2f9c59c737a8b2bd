package record_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

// TestMaskerFindsSecretsWhereverTheyAre shows where a code of a run may stand, and what is no code.
func TestMaskerFindsSecretsWhereverTheyAre(t *testing.T) {
	const code = "8f3b1c5d7e9a2b4c"
	for name, c := range map[string]struct {
		line string // a record's events and what follows
		told string // a text about the run
		want string // the text once it is masked
	}{
		"a field":              {`"events":[{"at":1,"type":"success","args":[{"authCode":"` + code + `"}]}]`, "it got " + code, "it got <masked string of 16>"},
		"a bare argument":      {`"events":[{"at":1,"type":"success","args":["` + code + `"]}]`, "it got " + code, "it got <masked string of 16>"},
		"what complete got":    {`"events":[{"at":1,"type":"complete","args":["` + code + `"]}]`, "it got " + code, "it got <masked string of 16>"},
		"JSON as text":         {`"events":[{"at":1,"type":"success","args":["{\"authCode\":\"` + code + `\"}"]}]`, "it got " + code, "it got <masked string of 16>"},
		"a line of the log":    {`"events":[],"console":["signed {authCode: \"` + code + `\"}"]`, "it got " + code, "it got <masked string of 16>"},
		"a query in the log":   {`"events":[],"console":["GET /done?auth_code=` + code + `&x=1"]`, "it got " + code, "it got <masked string of 16>"},
		"a message of fail":    {`"events":[{"at":1,"type":"fail","args":["the person went away"]}]`, "the person went away", "the person went away"},
		"a log without a code": {`"events":[],"console":["authCode: undefined"]`, "authCode is undefined", "authCode is undefined"},
		"a short bare word":    {`"events":[{"at":1,"type":"success","args":["ok"]}]`, "ok", "ok"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := record.Parse([]byte(`{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"end":"settled",` + c.line + `}`))
			if err != nil {
				t.Fatal(err)
			}
			masker := record.NewMasker()
			masker.Learn(r)
			if got := masker.Text(c.told); got != c.want {
				t.Errorf("the text becomes %q, want %q", got, c.want)
			}
			written, err := json.Marshal(masker.Record(r))
			if err != nil || strings.Contains(string(written), code) {
				t.Errorf("the record is written as %s (%v)", written, err)
			}
		})
	}
}
