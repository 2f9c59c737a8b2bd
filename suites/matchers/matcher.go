package matchers

import (
	"errors"
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Status is what a rule says of one record.
type Status string

// What a rule can say of a record.
const (
	Held          Status = "held"
	Broken        Status = "broken"
	Unjudged      Status = "unjudged"       // the record cannot show whether the rule holds; Reason says why
	NotApplicable Status = "not-applicable" // the rule has nothing to say here, and that is fine; Reason says why
)

// Judgement is what a rule says of one record, and why.
type Judgement struct {
	Record   record.Record
	Status   Status
	Expected string // where broken: what the rule demands, a sentence
	Observed string // where broken: what was seen instead, a sentence
	Reason   string // where unjudged or not applicable
}

// Matcher judges records by one rule. It is a Gomega matcher over a record.Record or a []record.Record (a run).
type Matcher struct {
	rule    string
	profile *schemas.Profile
	judge   func(r record.Record, in evidence) Judgement
	last    []Judgement
}

// evidence is what a rule may look at besides the record itself.
type evidence struct {
	profile *schemas.Profile
	run     []record.Record
}

func newMatcher(rule string, judge func(record.Record, evidence) Judgement) *Matcher {
	return &Matcher{rule: rule, profile: schemas.Documented(), judge: judge}
}

// Rule returns the id of the rule that the matcher judges by.
func (m *Matcher) Rule() string { return m.rule }

// Under returns the matcher for another edition of the contract than the documented one.
func (m *Matcher) Under(p *schemas.Profile) *Matcher {
	other := *m
	other.profile = p
	return &other
}

// Judge returns what the rule says of each record of the run, in order.
func (m *Matcher) Judge(run ...record.Record) []Judgement {
	judgements := make([]Judgement, len(run))
	reason, notApplicable := m.profile.NotApplicable(m.rule)
	in := evidence{profile: m.profile, run: run}
	for i, r := range run {
		if notApplicable {
			judgements[i] = outOfScope(reason)
		} else {
			judgements[i] = m.judge(r, in)
		}
		judgements[i].Record = r
	}
	return judgements
}

// Match succeeds when the rule holds on every record that can show it. It is an error when no record can, so that
// an assertion about nothing never passes.
func (m *Matcher) Match(actual any) (bool, error) {
	var run []record.Record
	switch a := actual.(type) {
	case record.Record:
		run = []record.Record{a}
	case *record.Record:
		run = []record.Record{*a}
	case []record.Record:
		run = a
	default:
		return false, fmt.Errorf("%s judges a record.Record or a []record.Record, not a %T", m.rule, actual)
	}
	m.last = m.Judge(run...)
	held := false
	reason := "there are no records"
	for _, j := range m.last {
		switch j.Status {
		case Broken:
			return false, nil
		case Held, NotApplicable:
			held = true
		case Unjudged:
			reason = j.Reason
		}
	}
	if !held {
		return false, errors.New(m.rule + " could not be judged: " + reason)
	}
	return true, nil
}

// FailureMessage tells, for each record that breaks the rule: the rule, expected, observed, and the timeline.
func (m *Matcher) FailureMessage(any) string {
	var b strings.Builder
	for _, j := range m.last {
		if j.Status != Broken {
			continue
		}
		fmt.Fprintf(&b, "rule      %s\ncall      %s\nexpected  %s\nobserved  %s\n", m.rule, j.Record.ID, j.Expected, j.Observed)
		b.WriteString(record.Timeline(record.NewMasker().Record(j.Record)))
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// NegatedFailureMessage tells that the rule holds where it was expected to be broken.
func (m *Matcher) NegatedFailureMessage(any) string {
	return fmt.Sprintf("rule      %s\nexpected  the rule to be broken\nobserved  it holds on every record that can show it", m.rule)
}

func holds() Judgement { return Judgement{Status: Held} }

func breaks(expected, observed string, args ...any) Judgement {
	if len(args) > 0 {
		observed = fmt.Sprintf(observed, args...)
	}
	return Judgement{Status: Broken, Expected: expected, Observed: observed}
}

func unjudged(reason string) Judgement { return Judgement{Status: Unjudged, Reason: reason} }

func outOfScope(reason string) Judgement { return Judgement{Status: NotApplicable, Reason: reason} }
