package audit

import (
	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/schemas/production"
)

// MaxGroups is how many groups are counted apart, so that records with a new version each cannot fill the memory. Calls
// beyond them are counted in the overflow group, and as a problem.
const MaxGroups = 20_000

// overflow is the wallet of the group that holds the calls beyond MaxGroups.
const overflow = "(more groups than are counted apart)"

// Tally is what has been counted so far. Tallies of parts can be merged, in any order, and written as JSON in between. The
// zero Tally is not ready; see NewTally.
type Tally struct {
	Files    int
	Lines    int64
	NoCalls  int64
	Groups   map[string]*Group
	Examples map[int]*audit.Example // the plainest of each row's rule, with its record
	Problems map[string]*audit.Problem
}

// Group is what has been counted of one group.
type Group struct {
	Wallet, Version, Platform, Profile, Day string
	Calls, Broken                           int64
	Span
	// Judged counts calls by the set of rules that they could show.
	Judged map[ruleSet]int64
	Rules  map[int]*Breaks
}

// Breaks is what has been counted of the calls of a group that break the rule of a row.
type Breaks struct {
	Calls int64
	Span
	Example audit.Example // without its record
}

// Span is the earliest and the latest time of some calls, as production.TimeLayout has it.
type Span struct{ First, Last string }

func (s *Span) add(time []byte) {
	if len(time) == 0 {
		return
	}
	if s.First == "" || string(time) < s.First {
		s.First = string(time)
	}
	if string(time) > s.Last {
		s.Last = string(time)
	}
}

func (s *Span) merge(other Span) {
	if other.First != "" {
		s.add([]byte(other.First))
		s.add([]byte(other.Last))
	}
}

// NewTally returns a tally of nothing.
func NewTally() *Tally {
	return &Tally{Groups: map[string]*Group{}, Examples: map[int]*audit.Example{}, Problems: map[string]*audit.Problem{}}
}

// groupKey appends the key of a group: its texts, none of which has a control character.
func groupKey(key []byte, texts ...[]byte) []byte {
	for _, text := range texts {
		key = append(append(key, text...), 0x1f)
	}
	return key
}

// dayOf is the day of a time.
func dayOf(time []byte) []byte { return time[:min(len(time), dayLength)] }

// group returns the group of a key, or makes it.
func (t *Tally) group(key []byte, wallet, version, platform, profile, day []byte) *Group {
	if g, ok := t.Groups[string(key)]; ok {
		return g
	}
	if len(t.Groups) >= MaxGroups {
		wallet, version, platform, day = []byte(overflow), nil, nil, nil
		key = groupKey(nil, wallet, version, platform, profile, day)
		if g, ok := t.Groups[string(key)]; ok {
			return g
		}
	}
	g := &Group{
		Wallet: string(wallet), Version: string(version), Platform: string(platform), Profile: string(profile), Day: string(day),
		Judged: map[ruleSet]int64{}, Rules: map[int]*Breaks{},
	}
	t.Groups[string(key)] = g
	return g
}

func tooManyGroups(file string, line, calls int64) audit.Problem {
	return audit.Problem{Kind: audit.TooManyGroups, File: file, Count: calls, Line: line,
		Why: "the calls are of more wallets, versions, platforms, profiles and days than are counted apart"}
}

// Tell counts something that could not be judged.
func (t *Tally) Tell(p audit.Problem) {
	key := string(p.Kind) + " " + p.File
	known, ok := t.Problems[key]
	if !ok {
		t.Problems[key] = &p
		return
	}
	known.Count += p.Count
	if p.Line < known.Line {
		known.Line, known.Why = p.Line, p.Why
	}
}

// example keeps an example of a row's rule where it is the plainest so far.
func (t *Tally) example(row int, e audit.Example) {
	if known, ok := t.Examples[row]; !ok || e.Plainer(known) {
		t.Examples[row] = &e
	}
}

// Merge adds what another tally has counted. The other is not used any more after that.
func (t *Tally) Merge(other *Tally) {
	t.Files += other.Files
	t.Lines += other.Lines
	t.NoCalls += other.NoCalls
	for _, apart := range []bool{true, false} { // what is counted together must not take the place of what is not
		for key, g := range other.Groups {
			if apart == (g.Wallet != overflow) {
				t.mergeGroup(key, g)
			}
		}
	}
	for row, e := range other.Examples {
		t.example(row, *e)
	}
	for _, p := range other.Problems {
		t.Tell(*p)
	}
}

func (t *Tally) mergeGroup(key string, g *Group) {
	mine := t.group([]byte(key), []byte(g.Wallet), []byte(g.Version), []byte(g.Platform), []byte(g.Profile), []byte(g.Day))
	mine.merge(g)
	if mine.Wallet == overflow && g.Wallet != overflow {
		t.Tell(tooManyGroups("", 0, g.Calls))
	}
}

// merge adds what another group has counted, which it leaves as it is.
func (g *Group) merge(other *Group) {
	g.Calls += other.Calls
	g.Broken += other.Broken
	g.Span.merge(other.Span)
	for set, n := range other.Judged {
		g.Judged[set] += n
	}
	for row, b := range other.Rules {
		mine, ok := g.Rules[row]
		if !ok {
			first := *b
			g.Rules[row] = &first
			continue
		}
		mine.Calls += b.Calls
		mine.Span.merge(b.Span)
		if b.Example.Plainer(&mine.Example) {
			mine.Example = b.Example
		}
	}
}

// where is where a call was seen, as bytes.
type where struct{ time, wallet, version, platform, profile []byte }

func whereOf(w production.Where) where {
	return where{[]byte(w.Time), []byte(w.Wallet), []byte(w.Version), []byte(w.Platform), []byte(w.Profile)}
}
