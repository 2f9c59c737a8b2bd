package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestDocumentKnowsThePlaces(t *testing.T) {
	d, err := Parse("f.yaml", []byte("a:\n  - b: 1\n    c/d: {e: [x, y]}\n  - \"ü\": z\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"a": []any{
		map[string]any{"b": 1.0, "c/d": map[string]any{"e": []any{"x", "y"}}}, map[string]any{"ü": "z"},
	}}
	if !reflect.DeepEqual(d.Value, want) {
		t.Errorf("the content is %v, want %v", d.Value, want)
	}
	for pointer, place := range map[string]string{
		"": "1:1", "/a": "2:3", "/a/0": "2:5", "/a/0/b": "2:8", "/a/0/c~1d": "3:10", "/a/0/c~1d/e/1": "3:18", "/a/1/ü": "4:10",
		"/a/0/missing": "2:5", "/nothing/at/all": "1:1",
	} {
		e := d.Errorf(pointer, "m")
		if have := fmt.Sprintf("%d:%d", e.Line, e.Column); have != place {
			t.Errorf("%s is at %s, want %s", pointer, have, place)
		}
	}
	if e := d.KeyErrorf("/a/0/c~1d", "m"); e.Line != 3 || e.Column != 5 {
		t.Errorf("the key c/d is at %d:%d, want 3:5", e.Line, e.Column)
	}
}

func TestErrorShowsTheLine(t *testing.T) {
	d, err := Parse("f.yaml", []byte("one: 1\ntwo: tabbed\t# c\n"))
	if err != nil {
		t.Fatal(err)
	}
	e := d.Errorf("/two", "%q is wrong", "tabbed")
	if e.Error() != `f.yaml:2:6: "tabbed" is wrong` {
		t.Errorf("the error is %s", e)
	}
	if want := "f.yaml:2:6: \"tabbed\" is wrong\n2 | two: tabbed # c\n  |      ^"; e.Detail() != want {
		t.Errorf("the detail is\n%s\nwant\n%s", e.Detail(), want)
	}
	long, err := Parse("f.yaml", []byte("a: "+strings.Repeat("x", 500)+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if excerpt := long.Errorf("/a", "m").Excerpt; len(excerpt) > 300 || !strings.Contains(excerpt, "…") {
		t.Errorf("a long line is shown as %s", excerpt)
	}
}

func TestAnErrorWithoutAPlace(t *testing.T) {
	for want, e := range map[string]*Error{
		"m 1": Errorf("m %d", 1), "f: m": {File: "f", Message: "m"}, "m\n    at a.js:1": {Message: "m", Stack: "    at a.js:1"},
	} {
		if e.Error() != want || e.Detail() != want {
			t.Errorf("the error is %q and %q, want %q", e.Error(), e.Detail(), want)
		}
	}
	// What is wrapped around an error that has no excerpt is not lost.
	if have := Detail(fmt.Errorf("--flag: %w", Errorf("m"))); have != "--flag: m" {
		t.Errorf("the detail is %q", have)
	}
}

func TestErrorsComeInTheOrderOfTheFile(t *testing.T) {
	d, err := Parse("f.yaml", []byte("a: 1\nb: 2\n"))
	if err != nil {
		t.Fatal(err)
	}
	joined := Join(d.Errorf("/b", "second"), d.Errorf("/a", "first"))
	if joined.Error() != "f.yaml:1:4: first\nf.yaml:2:4: second" {
		t.Errorf("the errors are %s", joined)
	}
	var one *Error
	if !errors.As(joined, &one) || one.Message != "first" {
		t.Errorf("the first error is %v", one)
	}
	if detail := Detail(fmt.Errorf("wrapped: %w", joined)); !strings.Contains(detail, "1 | a: 1") || !strings.Contains(detail, "2 | b: 2") {
		t.Errorf("the detail is %s", detail)
	}
	if Join() != nil {
		t.Error("no errors are an error")
	}
	if have := Detail(errors.New("another")); have != "another" {
		t.Errorf("another error is shown as %q", have)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":                        {"", "f: the file is empty"},
		"a comment alone":                {"# c\n", "f: the file is empty"},
		"an open bracket":                {"a: [1\n", "f:1:4: sequence end token ']' not found"},
		"a key twice":                    {"a: 1\na: 2\n", `f:2:1: mapping key "a" already defined at [1:1]`},
		"two documents":                  {"a: 1\n---\nb: 1\n", "f:2:1: a second document begins here; one is allowed"},
		"a number that JSON cannot hold": {"a: .nan\n", "f:1:1: the file holds what JSON cannot: json: unsupported value: NaN"},
	} {
		_, err := Parse("f", []byte(c.text))
		var one *Error
		if !errors.As(err, &one) || err.Error() != c.want {
			t.Errorf("%s gives %v, want %s", name, err, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"complete-last", "complete-once", "complete-called", "settles", "no-throw", "fail"}
	for name, want := range map[string][]string{
		"complete-lst":  {"complete-last"},
		"Complete-Last": {"complete-last"},
		"compelte-once": {"complete-once"},
		"settle":        {"settles"},
		"nothrow":       {"no-throw"},
		"fial":          {"fail"},
		"zzzzzz":        {},
		"":              {},
	} {
		if have := Nearest(name, names); !slices.Equal(have, want) {
			t.Errorf("%q is near %v, want %v", name, have, want)
		}
	}
	if have := DidYouMean("settle", names); have != "; did you mean settles?" {
		t.Errorf("the sentence ends in %q", have)
	}
}

// TestAPlaceholderWithoutQuotesIsExplained holds that who forgets the quotes is told so.
func TestAPlaceholderWithoutQuotesIsExplained(t *testing.T) {
	_, err := Parse("signspec.yaml", []byte("server:\n  env:\n    GATEWAY: {{platform}}\n"))
	if err == nil || !strings.Contains(err.Error(), "signspec.yaml:3:") || !strings.Contains(err.Error(), "is written in quotes") {
		t.Errorf("it says %v", err)
	}
}
