package matchers

import "github.com/signspec/signspec/schemas/record"

// OneOutcome succeeds when success and fail were not both called. Rule one-outcome.
func OneOutcome() *Matcher {
	return newMatcher("one-outcome", func(r record.Record, _ evidence) Judgement {
		if j, ok := disturbed(r); ok {
			return j
		}
		first, ok := outcome(r)
		if !ok {
			return unanswered(r)
		}
		for _, other := range r.Events {
			if (other.Type == record.Success || other.Type == record.Failed) && other.Type != first.Type {
				return breaks("success or fail is called, never both", "%s came %s after %s", other.Type, duration(other.At-first.At), first.Type)
			}
		}
		return holds()
	})
}
