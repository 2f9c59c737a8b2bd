package secret_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// TestMaskerFindsSecretsWhereverTheyAre shows where a code of a run may stand, and what is no code.
func TestMaskerFindsSecretsWhereverTheyAre(t *testing.T) {
	const code = "8f3b1c5d7e9a2b4c"
	for name, c := range map[string]struct {
		line string // a record's events and what follows
		told string // a text about the run
		want string // the text once it is masked
	}{
		"a field": {`"events":[{"at":1,"type":"success","args":[{"authCode":"` + code + `"}]}]`,
			"it got " + code, "it got <masked string of 16>"},
		"a bare argument": {`"events":[{"at":1,"type":"success","args":["` + code + `"]}]`,
			"it got " + code, "it got <masked string of 16>"},
		"what complete got": {`"events":[{"at":1,"type":"complete","args":["` + code + `"]}]`,
			"it got " + code, "it got <masked string of 16>"},
		"JSON as text": {`"events":[{"at":1,"type":"success","args":["{\"authCode\":\"` + code + `\"}"]}]`,
			"it got " + code, "it got <masked string of 16>"},
		"a line of the log": {`"events":[],"console":["signed {authCode: \"` + code + `\"}"]`,
			"it got " + code, "it got <masked string of 16>"},
		"a query in the log": {`"events":[],"console":["GET /done?auth_code=` + code + `&x=1"]`,
			"it got " + code, "it got <masked string of 16>"},
		"a message of fail": {`"events":[{"at":1,"type":"fail","args":["the person went away"]}]`,
			"the person went away", "the person went away"},
		"a log without a code": {`"events":[],"console":["authCode: undefined"]`, "authCode is undefined", "authCode is undefined"},
		"a short bare word":    {`"events":[{"at":1,"type":"success","args":["ok"]}]`, "ok", "ok"},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := record.Parse([]byte(`{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],` +
				`"end":"settled",` + c.line + `}`))
			if err != nil {
				t.Fatal(err)
			}
			masker := secret.NewMasker()
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

// Codes that are counted up: the end of one and the beginning of a state, however short, read like another one, and are none.
func TestAStateThatWasPassedIsNoPieceOfACode(t *testing.T) {
	for _, state := range []string{"3oiEonYyf7WmQx", "3"} {
		masker := secret.NewMasker()
		var last record.Record
		for i := range 40 {
			r, err := record.Parse([]byte(fmt.Sprintf(`{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"end":"settled",`+
				`"stage":{"outcome":"approve","authState":%q},"events":[{"at":1,"type":"success","args":[`+
				`{"authCode":"acme-%08d","authState":%[1]q}]}]}`, state, i)))
			if err != nil {
				t.Fatal(err)
			}
			masker.Learn(r)
			if i == 2 {
				last = r // its code and the state's first sign read 0000 0023
			}
		}
		written, err := json.Marshal(masker.Record(last))
		if err != nil || strings.Count(string(written), `"authState":"`+state+`"`) != 2 {
			t.Errorf("the record is written as %s (%v)", written, err)
		}
	}
}

// A sign string that happens to hold eight characters of some code is left: who judges the masked records compares it.
func TestASignStringThatWasStagedIsNoPieceOfACode(t *testing.T) {
	signStr := "https://wallet.example/authorise?authId=" + aCode[:12] + "&x=1"
	staged := call(t, fmt.Sprintf(`"args":{"signStr":%q},"stage":{"outcome":"approve","authState":"s","signStr":%[1]q},"events":[]`, signStr))
	masker := secret.NewMasker()
	masker.Learn(call(t, `"events":[`+event("success", map[string]any{"authCode": aCode, "authState": aState})+`]`), staged)
	passed, _ := masker.Record(staged).Args.Field("signStr")
	if text, _ := passed.Str(); text != signStr {
		t.Errorf("the sign string is written as %s", passed)
	}
}

// A secret that travels in an encoding is masked in it, and whatever travels with it can still be read.
func TestMaskerFindsSecretsInEncodings(t *testing.T) {
	const code = "6f1dK2v9QwX40zLmB7aYtRc3N8sEuHpJ"
	m := secret.NewMasker()
	m.Learn(record.Record{Events: []record.Event{{Type: record.Success,
		Args: []record.Value{record.Fields(map[string]record.Value{"authCode": record.Text(code)})}}}})
	b64 := base64.StdEncoding.EncodeToString
	percent := func(s string) string {
		encoded := ""
		for _, c := range []byte(s) {
			encoded += fmt.Sprintf("%%%02X", c)
		}
		return encoded
	}
	envelope := `{"code":"` + code + `","state":"kept"}`
	for name, c := range map[string]struct {
		text   string
		decode func(string) string
		want   string
	}{
		"base64": {"body=" + b64([]byte(envelope)) + "&v=1", func(s string) string { return unbase64(t, between(s, "body=", "&v=1")) },
			`{"code":"<masked string of 32>","state":"kept"}`},
		"base64 of URLs": {"/p/" + base64.RawURLEncoding.EncodeToString([]byte(envelope+"??>>")) + "/q",
			func(s string) string { return unbase64(t, between(s, "/p/", "/q")) },
			`{"code":"<masked string of 32>","state":"kept"}??>>`},
		"base64 twice": {b64([]byte(b64([]byte(envelope)))), func(s string) string { return unbase64(t, unbase64(t, s)) },
			`{"code":"<masked string of 32>","state":"kept"}`},
		"hexadecimal": {"x:" + hex.EncodeToString([]byte(code)), nil, "x:" + hex.EncodeToString([]byte("<masked string of 32>"))},
		"percent": {"https://m.example/r?c=" + percent(code) + "&state=kept%20here",
			nil, "https://m.example/r?c=%3Cmasked+string+of+32%3E&state=kept%20here"},
		"numbers of JSON": {`{"code":"` + code[:1] + `\u0066` + code[2:] + `"}`, nil, `{"code":"<masked string of 32>"}`},
		"groups":          {"code: " + code[:4] + " " + code[4:8] + "-" + code[8:] + ".", nil, "code: <masked string of 32>."},
		"nothing at all": {"https://m.example/r?x=%7B%7D&y=" + b64([]byte("nothing of interest here")),
			nil, "https://m.example/r?x=%7B%7D&y=" + b64([]byte("nothing of interest here"))},
	} {
		got := m.Text(c.text)
		if c.decode != nil {
			got = c.decode(got)
		}
		if got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", name, c.text, got, c.want)
		}
	}
}

func between(s, before, after string) string {
	_, s, _ = strings.Cut(s, before)
	s, _, _ = strings.Cut(s, after)
	return s
}

func unbase64(t *testing.T, s string) string {
	t.Helper()
	plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(s), "="))
	if err != nil {
		t.Errorf("%q: %v", s, err)
	}
	return string(plain)
}

// A wallet that hands state and code over in each other's place leaks neither.
func TestSwappedCodes(t *testing.T) {
	r := call(t, `"events":[`+event("success", map[string]any{"authCode": aState, "authState": aCode})+`]`)
	if r.Stage == nil || r.Stage.AuthState != aState {
		t.Fatalf("the call was staged as %+v", r.Stage)
	}
	data, err := json.Marshal(secret.NewMasker().Record(r))
	if err != nil || strings.Contains(string(data), aCode) {
		t.Errorf("the code is in %s, %v", data, err)
	}
}
