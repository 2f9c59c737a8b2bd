package rule

import (
	"errors"
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Matcher judges records by one rule. It is a Gomega matcher over a record.Record or a []record.Record (a run).
type Matcher struct {
	rule    string
	profile *schemas.Profile
	judge   JudgeFunc
	last    []Judgement
}

// NewMatcher makes the matcher of a rule, for the documented edition of the contract.
func NewMatcher(id string, judge JudgeFunc) *Matcher {
	return &Matcher{rule: id, profile: schemas.Documented(), judge: judge}
}

// Rule returns the id of the rule that the matcher judges by.
func (m *Matcher) Rule() string { return m.rule }

// Under returns the matcher for another edition of the contract than the documented one.
func (m *Matcher) Under(p *schemas.Profile) *Matcher {
	other := *m
	other.profile = p
	return &other
}

// Judge returns what the rule says of each record of the run, in order; of a record that breaks it in several ways,
// several judgements.
func (m *Matcher) Judge(run ...record.Record) []Judgement {
	kept := map[any]any{}
	return m.judgeIn(run, run, kept, kept)
}

// judgeIn judges some of the records of a run. kept is what was worked out from it before, own what was from those records.
func (m *Matcher) judgeIn(some, run []record.Record, kept, own map[any]any) []Judgement {
	judgements := make([]Judgement, 0, len(some))
	reason, notApplicable := m.profile.NotApplicable(m.rule)
	in := Evidence{Profile: m.profile, Run: run, Kept: kept, Own: own, Judged: make([]string, 0, len(some))}
	for _, r := range some {
		in.Judged = append(in.Judged, r.ID)
	}
	for _, r := range some {
		said := []Judgement{OutOfScope(reason)}
		if !notApplicable {
			said = m.judge(r, in)
		}
		for _, j := range said {
			j.Record = r
			judgements = append(judgements, j)
		}
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
	masker := secret.NewMasker()
	var b strings.Builder
	for _, j := range m.last {
		if j.Status != Broken {
			continue
		}
		masker.Learn(j.Record)
		fmt.Fprintf(&b, "rule      %s\ncall      %s\nexpected  %s\nobserved  %s\n",
			m.rule, j.Record.ID, masker.Text(j.Expected), masker.Text(j.Observed))
		b.WriteString(record.Timeline(masker.Record(j.Record)))
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// NegatedFailureMessage tells that the rule holds where it was expected to be broken.
func (m *Matcher) NegatedFailureMessage(any) string {
	return fmt.Sprintf("rule      %s\nexpected  the rule to be broken\nobserved  it holds on every record that can show it", m.rule)
}
