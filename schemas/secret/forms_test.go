package secret_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

const (
	aCode  = "6f1dK2v9QwX40zLmB7aYtRc3N8sEuHpJ"
	aState = "sT4rYq8LmN0pBvC2xZ6wKd3hGf5jEuRi1aSS"
)

// call parses a record of a call that staged aState; rest is what follows its first fields.
func call(t testing.TB, rest string) record.Record {
	t.Helper()
	r, err := record.Parse([]byte(`{"id":"a#1","scenario":"approve/all-callbacks","api":"my.signContract",` +
		`"args":{"signStr":"https://wallet.example/sign?authId=F0a1B2c3D4e5F6a7B8"},` +
		`"callbacks":[],"stage":{"outcome":"approve","authState":"` + aState + `"},"end":"settled",` + rest + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// event is the JSON of an event with one argument.
func event(kind string, arg any) string {
	data, err := json.Marshal(arg)
	if err != nil {
		panic(err)
	}
	return `{"at":1,"type":"` + kind + `","args":[` + string(data) + `]}`
}

// success is an approval as documented, and further events.
func success(more ...string) string {
	payload := map[string]any{"authState": aState, "authCode": aCode}
	return `"events":[` + strings.Join(append([]string{event("success", payload)}, more...), ",") + `]`
}

func reversed(s string) string {
	turned := []rune(s)
	for i, j := 0, len(turned)-1; i < j; i, j = i+1, j-1 {
		turned[i], turned[j] = turned[j], turned[i]
	}
	return string(turned)
}

// letters is a text as a list of its characters.
func letters(s string) []string { return strings.Split(s, "") }

// spread is a text as JavaScript spreads it into an object.
func spread(s string) map[string]string {
	fields := map[string]string{}
	for i, c := range letters(s) {
		fields[strconv.Itoa(i)] = c
	}
	return fields
}

// eachEvent is one event for each text.
func eachEvent(texts []string, make func(i int, text string) string) string {
	var events []string
	for i, text := range texts {
		events = append(events, make(i, text))
	}
	return strings.Join(events, ",")
}

// givesAway says whether a text holds enough of a secret in a row, in either direction, in any case, with whatever
// between its characters.
func givesAway(text, secret string) bool {
	tight := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, s)
	}
	signs, text := []rune(tight(secret)), tight(text)
	for i := 0; i+8 <= len(signs); i++ {
		if piece := string(signs[i : i+8]); strings.Contains(text, piece) || strings.Contains(text, reversed(piece)) {
			return true
		}
	}
	return false
}

// A record gives nothing of its code away, wherever the target puts it and in whatever form; and what is no secret can
// still be read.
func TestARecordGivesNothingOfItsCodeAway(t *testing.T) {
	half := []string{aCode[:16], aCode[16:]}
	for name, rest := range map[string]string{
		"an array": `"events":[` + event("success", []string{aState, aCode}) + `],"console":["got ` + aCode + `"]`,
		"bare":     `"events":[` + event("success", aCode) + `],"console":["got ` + aCode + `"]`,
		"JSON text": `"events":[` + event("resolve", `{"authState":"`+aState+`","authCode":"`+aCode+`"}`) +
			`],"console":["got ` + aCode + `"]`,
		"JSON text of an array": `"events":[` + event("success", `["`+aState+`","`+aCode+`"]`) + `],"console":["got ` + aCode + `"]`,
		"nested": `"events":[` + event("success", map[string]any{"data": map[string]any{"ticket": aCode}}) +
			`],"console":["got ` + aCode + `"]`,
		"in characters":         `"events":[` + event("success", letters(aCode)) + `],"console":["got ` + aCode + `"]`,
		"spread":                `"events":[` + event("success", spread(aCode)) + `],"console":["got ` + aCode + `"]`,
		"reversed":              success(event("fail", reversed(aCode))),
		"upper case":            success(event("fail", strings.ToUpper(aCode))),
		"halves":                success(event("fail", half)),
		"nine characters":       success(event("fail", "it begins with "+aCode[:9])),
		"as a key":              success(event("fail", map[string]any{aCode: 1, reversed(aCode): 2, half[0]: 3})),
		"characters":            success(event("fail", letters(aCode))),
		"characters in a log":   success() + `,"console":["` + strings.Join(letters(aCode), `","`) + `"]`,
		"characters in reverse": success() + `,"console":["` + strings.Join(letters(reversed(aCode)), `","`) + `"]`,
		"pieces in a log":       success() + `,"console":["a ` + aCode[:5] + `","` + aCode[5:10] + `","` + aCode[10:15] + ` b"]`,
		"a field a character":   success(event("fail", spread(aCode))),
		"opened":                success(event("opened", "https://w.example/?x="+reversed(aCode))),
		"opened only":           `"events":[` + event("opened", "https://w.example/"+aCode) + `]`,
		"changed":               success() + `,"changed":{"x":"` + reversed(aCode) + `","` + half[1] + `":1}`,
		"changed only":          `"events":[],"changed":{"ticket":"it is ` + aCode + `"}`,
		"uncaught only": `"events":[` + event("uncaught", map[string]any{
			"$type": "error", "value": map[string]any{"message": "holding " + aCode, "stack": "at " + aCode + " (a.js:1)"},
		}) + `]`,
		"a place":        success(`{"at":1,"type":"throw","args":[],"place":{"file":"` + aCode + `.js","line":1}}`),
		"the reason":     success() + `,"reason":"it died with ` + strings.ToLower(aCode) + `"`,
		"hexadecimal":    success(event("fail", hex.EncodeToString([]byte(aCode)))),
		"JSON's numbers": success(event("fail", `\u0036\u0066\u0031\u0064`+aCode[4:])),
		"a large number": `"events":[` + event("success", map[string]any{"authCode": "1234567890123456"}) + `,` +
			event("fail", 1234567890123456) + `]`,
		"a bigint": `"events":[` + event("success", map[string]any{"authCode": "1234567890123456"}) + `,` +
			event("fail", map[string]any{"$type": "bigint", "value": "91234567890123456"}) + `]`,
		"stored by character": success(eachEvent(letters(aCode), func(i int, c string) string {
			return event("store", map[string]any{"key": "k" + strconv.Itoa(i), "value": c})
		})),
		"stored halves": success(eachEvent(half, func(i int, h string) string {
			return event("store", map[string]any{"key": h, "value": h})
		})),
		"printed by character": success(eachEvent(letters(aCode), func(_ int, c string) string {
			return event("log", map[string]any{"level": "log", "text": c})
		})),
		"a list in printed JSON": success(event("log", map[string]any{
			"level": "log", "text": `["` + strings.Join(letters(aCode), `","`) + `"]`,
		})),
	} {
		t.Run(name, func(t *testing.T) {
			r := call(t, rest)
			for _, tool := range []*secret.Masker{secret.NewMasker(), learned(r)} {
				masked := tool.Record(r)
				data, err := json.Marshal(masked)
				if err != nil {
					t.Fatal(err)
				}
				if text := string(data); givesAway(text, aCode) || strings.Contains(text, "1234567890123456") ||
					strings.Contains(text, hex.EncodeToString([]byte(aCode[:8]))) {
					t.Errorf("it is written as %s", text)
				}
				if !strings.Contains(string(data), `"authState":"`+aState+`"`) || !strings.Contains(string(data), "authId=F0a1B2c3D4e5F6a7B8") {
					t.Errorf("what is no secret cannot be read in %s", data)
				}
				if again, err := record.Parse(data); err != nil || !reflect.DeepEqual(secret.NewMasker().Record(again), again) {
					t.Errorf("masked again it changes, or it cannot be read (%v): %s", err, data)
				}
			}
		})
	}
}

func learned(r record.Record) *secret.Masker {
	m := secret.NewMasker()
	m.Learn(r)
	return m
}

// What is no secret stays as it is in a text, and what gives one away does not.
func TestTexts(t *testing.T) {
	m := learned(call(t, success()))
	for text, want := range map[string]string{
		"a call of approve/all-callbacks":              "a call of approve/all-callbacks",
		"the state " + aState + " came back":           "the state " + aState + " came back",
		"6001 6002, services/request.js:3":             "6001 6002, services/request.js:3",
		"authCode is " + aCode + ".":                   "authCode is <masked string of 32>.",
		aCode + aCode:                                  "<masked string of 32><masked string of 32>",
		"authCode " + aCode[:8]:                        "authCode <masked part of 8>",
		"authCode " + aCode[:7]:                        "authCode " + aCode[:7],
		reversed(aCode):                                "<masked part of 32>",
		strings.ToUpper(aCode):                         "<masked part of 32>",
		strings.Join(letters(aCode), "."):              "<masked part of 63>",
		strings.Join(letters(aCode), " "):              "<masked string of 32>",
		"x=%36%66%31%64%4b%32%76%39%51&y=%20":          "x=%3Cmasked+part+of+9%3E&y=%20",
		base64.StdEncoding.EncodeToString([]byte("x")): base64.StdEncoding.EncodeToString([]byte("x")),
	} {
		if got := m.Text(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		} else if again := m.Text(got); again != got {
			t.Errorf("%q becomes %q when it is masked again", got, again)
		}
	}
	if got := (*secret.Masker)(nil).Printed("token " + aCode); got != "token "+aCode {
		t.Errorf("a nil Masker masks: %q", got)
	}
}

// What a target printed is masked by its looks, but for names of files, addresses and the state.
func TestPrinted(t *testing.T) {
	m := learned(call(t, `"events":[]`))
	for text, want := range map[string]string{
		"token " + aCode:                       "token <masked string of 32>",
		"at /srv/a1b2c3d4e5f6a7b8c9/wallet.js": "at /srv/a1b2c3d4e5f6a7b8c9/wallet.js",
		"GET /done?c=" + aCode + "&x=1":        "GET /done?c=<masked string of 32>&x=1",
		`{"authCode":"short"}`:                 `{"authCode":"short"}`,
		"state " + aState:                      "state " + aState,
	} {
		if got := m.Printed(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	if got := secret.Suspected(`{"authCode":"short"}`); got != `{"authCode":"<masked string of 5>"}` {
		t.Errorf("a member is masked as %q", got)
	}
}

// Equal codes stay equal, different ones different, and a short one is masked where it stands as a whole alone.
func TestMasksCanBeCompared(t *testing.T) {
	m := secret.NewMasker()
	field := func(r record.Record, i int) record.Value {
		f, _ := r.Events[i].Arg().Field("authCode")
		return f
	}
	a := m.Record(call(t, success(event("complete", map[string]any{"authCode": aCode}),
		event("complete", map[string]any{"authCode": "other"}))))
	b := m.Record(call(t, success()))
	if !field(a, 0).Equal(field(a, 1)) || !field(a, 0).Equal(field(b, 0)) || field(a, 0).Equal(field(a, 2)) || field(a, 2).Length() != 5 {
		t.Errorf("the masks are %v, %v, %v and %v", field(a, 0), field(a, 1), field(b, 0), field(a, 2))
	}
	if got := m.Text("another day"); got != "another day" {
		t.Errorf("a short code is masked in a text: %q", got)
	}
}
