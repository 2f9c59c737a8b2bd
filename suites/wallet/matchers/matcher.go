package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Status is what a rule says of one record.
type Status = rule.Status

// What a rule can say of a record.
const (
	Held          = rule.Held
	Broken        = rule.Broken
	Unjudged      = rule.Unjudged      // the record cannot show whether the rule holds; Reason says why
	NotApplicable = rule.NotApplicable // the rule has nothing to say here, and that is fine; Reason says why
)

// Judgement is what a rule says of one record, and why.
type Judgement = rule.Judgement

// Matcher judges records by one rule. It is a Gomega matcher over a record.Record or a []record.Record (a run).
type Matcher = rule.Matcher

// evidence is what a rule may look at besides the record itself.
type evidence struct {
	profile *schemas.Profile
	run     []record.Record
}

// judge says what a rule says of a record.
type judge func(record.Record, evidence) Judgement

func newMatcher(id string, says judge) *Matcher {
	return rule.NewMatcher(id, func(r record.Record, in rule.Evidence) []Judgement {
		return []Judgement{says(r, evidence{profile: in.Profile, run: in.Run})}
	})
}

func holds() Judgement { return rule.Holds() }

func breaks(expected, observed string, args ...any) Judgement {
	return rule.Breaks(expected, observed, args...)
}

func unjudged(reason string) Judgement { return rule.CannotJudge(reason) }

func outOfScope(reason string) Judgement { return rule.OutOfScope(reason) }
