package words

import (
	"reflect"
	"strings"
	"testing"
)

func TestShorten(t *testing.T) {
	cases := []struct {
		text  string
		limit int
		want  string
	}{
		{"abcd", 4, "abcd"}, {"abcde", 4, "abc…"}, {"ééééé", 5, "ééééé"}, {"éééééé", 5, "éééé…"}, {"", 1, ""}, {"ab", 1, "…"},
	}
	for _, c := range cases {
		if got := Shorten(c.text, c.limit); got != c.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestLines(t *testing.T) {
	got := Lines("a\r\n\tb\x1b[1m\n\n", 100)
	if want := []string{"a", `    b\x1b[1m`}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Lines(strings.Repeat("x\n", 100), 1000); len(got) != mostLines+1 || got[mostLines] != "…" {
		t.Errorf("%d lines: %q", len(got), got)
	}
}
