// Package audit holds the model of an audit: how many calls of production broke which rule, by wallet, platform, profile and
// day, and what of the input could not be judged. Its formats are pure functions of it.
package audit

import (
	"cmp"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// SchemaVersion is the version of audit.json; it grows when a reader of the version before would misunderstand one.
const SchemaVersion = 1

// Audit is what came of an audit. Its JSON is audit.json. Every count is exact. Whoever makes one masks what it quotes.
type Audit struct {
	SchemaVersion int      `json:"schemaVersion"`
	Tool          run.Tool `json:"tool"`
	RulesDigest   string   `json:"rulesDigest"`
	// Profile is the one of the calls that name none.
	Profile string `json:"profile"`
	// Strict says that a broken should rule is nonconformance.
	Strict     bool        `json:"strict"`
	Verdict    run.Verdict `json:"verdict"`
	ExitStatus int         `json:"exitStatus"`
	Seen
	Input Input `json:"input"`
	// Rules are those that one call alone can show, in the order of the catalogue.
	Rules []Rule `json:"rules"`
	// Groups are in the order of their wallet, version, platform, profile and day.
	Groups []Group `json:"groups"`
}

// Seen counts calls, and those that break a rule.
type Seen struct {
	Calls  int64 `json:"calls"`
	Broken int64 `json:"broken"`
	// Rate is Broken in relation to Calls; 0 where there are none.
	Rate float64 `json:"rate"`
	// First and Last are when the earliest and the latest of the calls was made; empty where no record says.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
}

// Rule is how the calls kept one rule.
type Rule struct {
	ID     string `json:"id"`
	Level  string `json:"level"`
	Group  string `json:"group"`
	Title  string `json:"title"`
	Clause string `json:"clause"`
	// Judged counts the calls that could show the rule, Broken those of them that break it.
	Judged int64   `json:"judged"`
	Broken int64   `json:"broken"`
	Rate   float64 `json:"rate"`
	// First and Last are of the calls that break it.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
	// Example is the plainest call that breaks it, with its record; nil where none does.
	Example *Example `json:"example,omitempty"`
}

// Group is the calls of one wallet version on one platform, by one profile, on one day.
type Group struct {
	Wallet   string `json:"wallet"`
	Version  string `json:"version"`
	Platform string `json:"platform"`
	Profile  string `json:"profile"`
	Day      string `json:"day"` // 2006-01-02, in UTC
	Seen
	// Rules are the rules that some call could show.
	Rules []GroupRule `json:"rules"`
}

// GroupRule is how the calls of a group kept one rule; its level is that of the group's profile.
type GroupRule struct {
	ID     string  `json:"id"`
	Level  string  `json:"level"`
	Judged int64   `json:"judged"`
	Broken int64   `json:"broken"`
	Rate   float64 `json:"rate"`
	First  string  `json:"first,omitempty"`
	Last   string  `json:"last,omitempty"`
	// Example is the plainest call of the group that breaks it, without its record.
	Example *Example `json:"example,omitempty"`
}

// Example is a call that breaks a rule: where its record stands, and what is wrong.
type Example struct {
	File string `json:"file"`
	Line int64  `json:"line"`
	// Events and Bytes are how many events the record has, and how long its line is: the plainest has the fewest.
	Events   int            `json:"events"`
	Bytes    int            `json:"bytes"`
	Expected string         `json:"expected"`
	Observed string         `json:"observed"`
	Record   *record.Record `json:"record,omitempty"`
}

// Plainer says whether an example is plainer than another: fewer events, a shorter line, and then the one that comes first.
func (e *Example) Plainer(than *Example) bool {
	return cmp.Or(cmp.Compare(e.Events, than.Events), cmp.Compare(e.Bytes, than.Bytes),
		cmp.Compare(e.File, than.File), cmp.Compare(e.Line, than.Line)) < 0
}

// Same says whether two examples are of the same call.
func (e *Example) Same(as *Example) bool { return e.File == as.File && e.Line == as.Line }

// Input is what was read.
type Input struct {
	Files int   `json:"files"`
	Lines int64 `json:"lines"`
	// NoCalls counts the records that describe the container, which every run of the suite begins with.
	NoCalls  int64     `json:"noCalls"`
	Problems []Problem `json:"problems"`
}

// Problem is something in one file that could not be judged, and how often.
type Problem struct {
	Kind  ProblemKind `json:"kind"`
	File  string      `json:"file"`
	Count int64       `json:"count"`
	// Line is where it is first, from 1; 0 where it is about the file as a whole.
	Line int64  `json:"line,omitempty"`
	Why  string `json:"why"` // of the first
}

// ProblemKind says what is wrong with a part of the input.
type ProblemKind string

// The kinds of problems: those of a file or a pattern, and those of a line.
const (
	NoMatch    ProblemKind = "no-match"   // a pattern matches no file
	Unreadable ProblemKind = "unreadable" // a file that cannot be opened, or is no file
	CutOff     ProblemKind = "cut-off"    // reading stopped in the middle: a damaged archive, a line without an end

	NotARecord     ProblemKind = "not-a-record"    // truncated, or something else
	Newer          ProblemKind = "newer-schema"    // a record that a newer version wrote
	TooLong        ProblemKind = "too-long"        // a line longer than a record can be
	OtherParty     ProblemKind = "other-party"     // a record of a mini program, a server or a platform
	UnknownProfile ProblemKind = "unknown-profile" // a call that names a profile which is not built in
	NotJudged      ProblemKind = "not-judged"      // judging it failed, which is a fault of ours
	TooManyGroups  ProblemKind = "too-many-groups" // a call that is counted, and not in a group of its own
)

// harms says whether a problem is one of the input as a whole or of ours, rather than of a line.
func (k ProblemKind) harms() bool {
	return k == NoMatch || k == Unreadable || k == CutOff || k == NotJudged
}

// Conclude fills in the rates, and draws the verdict and the exit status. A break is certain whatever could not be read, so
// it comes first; then what kept files from being read; then lines that could not be judged, or no call at all.
func (a *Audit) Conclude() {
	a.SchemaVersion = SchemaVersion
	a.Seen.conclude()
	for i := range a.Rules {
		a.Rules[i].Rate = rate(a.Rules[i].Broken, a.Rules[i].Judged)
	}
	for i := range a.Groups {
		a.Groups[i].conclude()
		for k := range a.Groups[i].Rules {
			r := &a.Groups[i].Rules[k]
			r.Rate = rate(r.Broken, r.Judged)
		}
	}
	a.Verdict, a.ExitStatus = a.conclusion()
}

func (s *Seen) conclude() { s.Rate = rate(s.Broken, s.Calls) }

func rate(broken, of int64) float64 {
	if of == 0 {
		return 0
	}
	return float64(broken) / float64(of)
}

func (a *Audit) conclusion() (run.Verdict, int) {
	for _, group := range a.Groups {
		for _, r := range group.Rules {
			if r.Broken > 0 && (r.Level == run.Must || r.Level == run.Should && a.Strict) {
				return run.Nonconformant, run.ExitNonconformant
			}
		}
	}
	for _, p := range a.Input.Problems {
		if p.Kind.harms() {
			return run.Failed, run.ExitHarness
		}
	}
	if len(a.Input.Problems) > 0 || a.Calls == 0 {
		return run.Inconclusive, run.ExitInconclusive
	}
	return run.Conformant, run.ExitConformant
}
