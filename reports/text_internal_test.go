package reports

import (
	"reflect"
	"strings"
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
			if got := wrap(c.text, c.width); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestShorten(t *testing.T) {
	cases := []struct {
		text  string
		limit int
		want  string
	}{
		{"abcd", 4, "abcd"}, {"abcde", 4, "abc…"}, {"ééééé", 5, "ééééé"}, {"éééééé", 5, "éééé…"}, {"", 1, ""}, {"ab", 1, "…"},
	}
	for _, c := range cases {
		if got := shorten(c.text, c.limit); got != c.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{"abcdef": "abcdef", "abcdefg": "abcde…", "abcd efg": "abcd…", "中文中文": "中文…"} {
		if got := fit(text, 6); got != want || columns(got) > 6 {
			t.Errorf("fit(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestTextLines(t *testing.T) {
	got := textLines("a\r\n\tb\x1b[1m\n\n", 100)
	if want := []string{"a", `    b\x1b[1m`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := textLines(strings.Repeat("x\n", 100), 1000); len(got) != mostLines+1 || got[mostLines] != "…" {
		t.Errorf("%d lines: %q", len(got), got)
	}
}
