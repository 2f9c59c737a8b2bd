package words

import (
	"reflect"
	"testing"
)

func TestWrap(t *testing.T) {
	cases := map[string]struct {
		text  string
		width int
		want  []string
	}{
		"empty":               {"", 10, []string{""}},
		"fits":                {"ten column", 10, []string{"ten column"}},
		"breaks at a blank":   {"one two three", 8, []string{"one two", "three"}},
		"blank at the end":    {"one two three", 7, []string{"one two", "three"}},
		"breaks a long word":  {"a xxxxxxxxxxxx b", 5, []string{"a", "xxxxx", "xxxxx", "xx b"}},
		"keeps blanks inside": {`state "a  b" came`, 20, []string{`state "a  b" came`}},
		"keeps more blanks":   {"a b   c", 3, []string{"a b", "  c"}},
		"only blanks":         {"      ", 4, []string{"    ", " "}},
		"wide characters":     {"中文中文", 5, []string{"中文", "中文"}},
		"combining marks":     {"e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		"narrower than a 中":   {"中中", 1, []string{"中", "中"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := Wrap(c.text, c.width); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{"abcdef": "abcdef", "abcdefg": "abcde…", "abcd efg": "abcd…", "中文中文": "中文…"} {
		if got := Fit(text, 6); got != want || Columns(got) > 6 {
			t.Errorf("Fit(%q) = %q, want %q", text, got, want)
		}
	}
}
