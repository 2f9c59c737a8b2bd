package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/spec"
)

// Status is what a rule says of one record.
type Status = spec.Status

// What a rule can say of a record.
const (
	Held          = spec.Held
	Broken        = spec.Broken
	Unjudged      = spec.Unjudged      // the record cannot show whether the rule holds; Reason says why
	NotApplicable = spec.NotApplicable // the rule has nothing to say here, and that is fine; Reason says why
)

// Judgement is what a rule says of one record, and why.
type Judgement = spec.Judgement

// Matcher judges records by one rule. It is a Gomega matcher over a record.Record or a []record.Record (a run).
type Matcher = spec.Matcher

// evidence is what a rule may look at besides the record itself.
type evidence struct {
	profile *schemas.Profile
	run     []record.Record
}

// judge says what a rule says of a record.
type judge func(record.Record, evidence) Judgement

func newMatcher(rule string, says judge) *Matcher {
	return spec.NewMatcher(rule, func(r record.Record, in spec.Evidence) []Judgement {
		return []Judgement{says(r, evidence{profile: in.Profile, run: in.Run})}
	})
}

func holds() Judgement { return spec.Holds() }

func breaks(expected, observed string, args ...any) Judgement {
	return spec.Breaks(expected, observed, args...)
}

func unjudged(reason string) Judgement { return spec.Leaves(reason) }

func outOfScope(reason string) Judgement { return spec.OutOfScope(reason) }
