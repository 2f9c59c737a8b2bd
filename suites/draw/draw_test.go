package draw

import (
	"strings"
	"testing"
)

func TestWhatIsDrawnFollowsFromTheSeed(t *testing.T) {
	draws := func(seed string) string {
		s := From(seed)
		return strings.Join([]string{s.Token(), s.Letters(30), s.UUID(), s.Word(), Of(s, "a", "b")}, " ")
	}
	a, again, b := draws("a"), draws("a"), draws("b")
	unseeded, another := draws(""), draws("")
	if a != again || a == b || unseeded == another {
		t.Error("a seed does not say what is drawn, or two say the same")
	}
}

func TestTokensHaveManyShapes(t *testing.T) {
	s := From("shapes")
	lengths, firsts, marks := map[int]bool{}, map[byte]bool{}, map[bool]bool{}
	for range 500 {
		token := s.Token()
		lengths[len(token)], firsts[token[0]], marks[strings.ContainsAny(token, "-_")] = true, true, true
		if len(token) < 20 || len(token) > 50 || !strings.ContainsAny(token, lower) && !strings.ContainsAny(token, upper) {
			t.Errorf("%q is drawn", token)
		}
	}
	if len(lengths) < 15 || len(firsts) < 30 || len(marks) != 2 {
		t.Errorf("%d lengths, %d first characters, %d shapes", len(lengths), len(firsts), len(marks))
	}
	if len(s.Letters(1)) != 1 || len(s.Letters(256)) != 256 {
		t.Error("letters are not as many as were asked for")
	}
}
