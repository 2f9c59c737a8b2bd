package secret_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// FuzzMasking masks records whose texts are made of a code and of anything else: what is written gives no eight of its
// characters in a row away, can be read again, and stays as it is when it is masked again.
func FuzzMasking(f *testing.F) {
	f.Add(aCode, "it is ", " indeed", uint8(0))
	f.Add(aCode, "https://m.example/r?c=", "&x=%20", uint8(1))
	f.Add(aCode, `{"authCode":"`, `"}`, uint8(2))
	f.Add("very-secret-code", "<masked string of 5>", "\\u0036", uint8(3))
	f.Add("状态-état-1234567", "x", "y", uint8(4))
	f.Add("12345678", "", "", uint8(5))
	f.Add("approve/all", "approve/", "-callbacks", uint8(6))
	f.Fuzz(func(t *testing.T, code, before, after string, form uint8) {
		if !fit(code) || !utf8.ValidString(before) || !utf8.ValidString(after) {
			t.Skip()
		}
		text := before + written(code, form) + after
		r := record.Record{
			ID: "a#1", Scenario: "a", API: "my.signContract", End: record.Settled, Args: record.Fields(nil), Callbacks: []string{},
			Events: []record.Event{
				{Type: record.Success, Args: one("authCode", record.Text(code))},
				{Type: record.Failed, Args: one(text, record.List(record.Text(text), record.Text(before)))},
			},
			Console: []string{text, before, code[:len(code)/2], code[len(code)/2:]}, Reason: text,
		}
		m := secret.NewMasker()
		masked := m.Record(r)
		data, err := json.Marshal(masked)
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range append(texts(masked), m.Text(text)) {
			if shows(got, code) {
				t.Errorf("%q of %q is written as %q", code, text, got)
			}
		}
		again, err := record.Parse(data)
		if err != nil {
			t.Fatalf("%s cannot be read: %v", data, err)
		}
		if twice := secret.NewMasker().Record(again); !reflect.DeepEqual(twice, again) {
			was, _ := json.Marshal(twice)
			t.Errorf("masked again\n%s becomes\n%s", data, was)
		}
	})
}

// one is the argument of an event: an object with one field.
func one(name string, v record.Value) []record.Value {
	return []record.Value{record.Fields(map[string]record.Value{name: v})}
}

// fit says whether a text can be the code of this test: one that can be looked for, and is made of no word that anybody
// may know.
func fit(code string) bool {
	folded := strings.ToLower(code)
	for _, word := range []string{
		"mask", "auth", "success", "complete", "function", "callback", "undefined",
		"code", "contract", "object", "message", "token", "sdk", "caniuse",
	} {
		if strings.Contains(folded, word) || strings.Contains(folded, reversed(word)) {
			return false
		}
	}
	return utf8.ValidString(code) && utf8.RuneCountInString(code) >= 8 && len(code) < 200 && !strings.ContainsRune(code, 0)
}

// written is a code in one of several forms.
func written(code string, form uint8) string {
	switch form % 7 {
	case 1:
		return url.QueryEscape(code)
	case 2:
		return base64.StdEncoding.EncodeToString([]byte(code))
	case 3:
		return reversed(code)
	case 4:
		return strings.ToUpper(code)
	case 5:
		return strings.Join(letters(code), "-")
	case 6:
		return string([]rune(code)[:8])
	}
	return code
}

// shows says whether eight characters of a code stand in a text in a row, in either direction.
func shows(text, code string) bool {
	signs := []rune(code)
	for i := 0; i+8 <= len(signs); i++ {
		if piece := string(signs[i : i+8]); strings.Contains(text, piece) || strings.Contains(text, reversed(piece)) {
			return true
		}
	}
	return false
}

// texts are those of a masked record that the target made.
func texts(r record.Record) []string {
	all := append([]string{r.Reason}, r.Console...)
	for _, e := range r.Events {
		for _, arg := range e.Args {
			for _, name := range arg.Keys() {
				all = append(all, name)
				field, _ := arg.Field(name)
				for _, item := range field.Items() {
					text, _ := item.Str()
					all = append(all, text)
				}
			}
		}
	}
	return all
}
