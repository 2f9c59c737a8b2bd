package secret

import (
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
)

// site is where in a record texts stand that follow one another: the first arguments of all events of a type, the items
// of an array, what was stored under whatever key.
type site uint64

// at is the site of a name; in adds one below it.
func at(name string) site { return site(0).in(name) }

func (s site) in(name string) site {
	hash := uint64(s) ^ 14695981039346656037 // FNV-1a
	for i := range len(name) {
		hash = (hash ^ uint64(name[i])) * 1099511628211
	}
	return site(hash)
}

// ends is how many signs of a text, from its beginning and from its end, may belong to a window that others share.
const ends = enough - 1

// speller finds secrets that are cut into pieces, too short to be seen each by itself: characters in the items of an
// array, in consecutive lines of a log, in values that are stored one after another.
type speller struct {
	*Masker
	passed string // the state that the suite passed, which gives nothing away where it comes back
	rolls  map[site]*sequence
	found  [][]span // of each text, in order
}

// sequence holds the signs that were last seen at a site.
type sequence struct {
	roll  roll
	signs [enough]sign
}

// sign is where a sign stands.
type sign struct {
	text, start, end int
}

// spell returns, for each text of the record in the order of a walk, the pieces that spell a secret together with
// those of other texts; nil where there is none at all.
func (m *Masker) spell(r record.Record) [][]span {
	if m.secret.count == 0 {
		return nil
	}
	s := &speller{Masker: m, rolls: map[site]*sequence{}}
	if r.Stage != nil {
		s.passed = r.Stage.AuthState
	}
	s.value(at("args"), r.Args)
	for _, e := range r.Events {
		for _, arg := range e.Args {
			s.value(at(string(e.Type)), arg)
		}
	}
	for _, name := range sortedNames(r.Changed) {
		s.value(at("changed"), r.Changed[name])
	}
	for _, line := range r.Console {
		s.text(line, at("console"))
	}
	return s.found
}

func (s *speller) value(where site, v record.Value) {
	if text, ok := v.Written(); ok {
		s.text(text, where)
		return
	}
	for _, item := range v.Items() {
		s.value(where.in("*"), item)
	}
	members := where.in("{}")
	delete(s.rolls, members)
	for _, name := range keys(v) {
		field, _ := v.Field(name)
		if text, ok := field.Written(); ok {
			if text == s.passed && plainName(name) == "authstate" { // however short: beside codes that are counted "5" would be of the next
				s.found = append(s.found, nil)
				continue
			}
			s.text(text, where.in(name), members)
			continue
		}
		s.value(where.in(name), field)
	}
}

// text takes the next text of the walk, which follows others at each of the sites.
func (s *speller) text(text string, sites ...site) {
	s.found = append(s.found, nil)
	if text == "" || len(text) >= enough && text == s.passed {
		return
	}
	for _, where := range sites {
		q := s.rolls[where]
		if q == nil {
			q = &sequence{}
			s.rolls[where] = q
		}
		s.follow(q, text)
	}
}

// follow adds the signs of a text to a sequence: all of them where they are few, or else those at its two ends.
func (s *speller) follow(q *sequence, text string) {
	number := len(s.found) - 1
	taken := 0
	for i, c := range text {
		if !isSign(c) {
			continue
		}
		if taken == 2*ends { // a long text: what begins in it is seen where it stands
			s.followEnd(q, text, number)
			return
		}
		s.push(q, c, sign{number, i, i + utf8.RuneLen(c)})
		taken++
	}
}

// followEnd adds the last signs of a long text.
func (s *speller) followEnd(q *sequence, text string, number int) {
	from, signs := len(text), 0
	for signs < ends {
		c, width := utf8.DecodeLastRuneInString(text[:from])
		from -= width
		if isSign(c) {
			signs++
		}
	}
	q.roll.seen = 0
	for i, c := range text[from:] {
		if isSign(c) {
			s.push(q, c, sign{number, from + i, from + i + utf8.RuneLen(c)})
		}
	}
}

func (s *speller) push(q *sequence, c rune, where sign) {
	q.signs[q.roll.seen%enough] = where
	v, full := q.roll.push(fold(c))
	if oldest := q.signs[q.roll.seen%enough]; !full || oldest.text == where.text || !s.gives(v) {
		return // of one text alone: that is seen where it stands
	}
	for _, one := range q.signs {
		if text := s.found[one.text]; len(text) == 0 || text[len(text)-1].end <= one.start {
			s.found[one.text] = append(text, span{one.start, one.end})
		} else {
			s.found[one.text] = apart(append(text, span{one.start, one.end}))
		}
	}
}
