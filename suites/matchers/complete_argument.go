package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// CompleteArgument succeeds when complete got the payload of the outcome, or nothing. Rule complete-argument.
func CompleteArgument() *Matcher {
	return newMatcher("complete-argument", func(r record.Record, _ evidence) Judgement {
		complete, ok := r.First(record.Completed)
		if !ok {
			return unjudged("complete was not called")
		}
		got := complete.Arg()
		if got.Kind() == record.Undefined || got.Kind() == record.Null {
			return outOfScope("complete gets no argument")
		}
		outcomes := append(payloads(r, record.Success), payloads(r, record.Failed)...)
		if len(outcomes) == 0 {
			return unanswered(r)
		}
		if slices.ContainsFunc(outcomes, got.Equal) {
			return holds()
		}
		return breaks("what complete gets is the payload of the outcome, "+show(outcomes[0]), "complete was called with %s", show(got))
	})
}
