package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// CompleteArgument succeeds when complete got the payload of the outcome, or nothing. Rule complete-argument.
func CompleteArgument() *Matcher {
	return newMatcher("complete-argument", func(r record.Record, in evidence) Judgement {
		complete, ok := r.First(record.Completed)
		if !ok {
			return unjudged("complete was not called")
		}
		got := complete.Arg()
		if got.Kind() == record.Undefined || got.Kind() == record.Null {
			return outOfScope("complete gets no argument")
		}
		outcomes := append(payloads(r, record.Success), payloads(r, record.Failed)...)
		if first, ok := outcome(r); len(outcomes) == 0 || ok && first.At > complete.At {
			return in.alone(r, got)
		}
		if slices.ContainsFunc(outcomes, got.Equal) {
			return holds()
		}
		return breaks("what complete gets is the payload of the outcome, "+show(outcomes[0]), "complete was called with %s", show(got))
	})
}

// alone judges the argument where complete alone can say how the call ended, because the callback of the outcome was
// not passed: it is a payload of the kind that the stage demands.
func (in evidence) alone(r record.Record, got record.Value) Judgement {
	want := in.expected(r)
	if r.Stage == nil || in.oddTexts(r) || r.Passed(want) || !in.plainlyWorks(r.Stage.Outcome) {
		return unanswered(r)
	}
	id := "success-shape"
	if want == record.Failed {
		id = "failure-shape"
	}
	expected := "what complete gets is the payload of the outcome, that of " + string(want)
	plainlyShaped := slices.ContainsFunc(in.plainly(r.Stage.Outcome), func(p record.Record) bool {
		e, ok := p.First(want)
		return ok && len(in.profile.CheckRule(id, e.Arg().JSON())) == 0
	})
	if problems := in.profile.CheckRule(id, got.JSON()); len(problems) > 0 && plainlyShaped {
		return breaks(expected, "complete was called with %s: %s", show(got), strings.Join(problems, "; "))
	}
	if want == record.Failed && in.plainlyCoded(r.Stage.Outcome) {
		if code, ok := in.profile.CodeOf(got.JSON()); ok && code != in.profile.Code(r.Stage.Outcome) {
			return breaks(expected, "complete was called with %s", show(got))
		}
	}
	return holds()
}
