package matchers

import "github.com/signspec/signspec/schemas/record"

// CompleteOnce succeeds when complete was called at most once. Rule complete-once.
func CompleteOnce() *Matcher {
	return newMatcher("complete-once", func(r record.Record, _ evidence) Judgement {
		if j, ok := disturbed(r); ok {
			return j
		}
		if len(r.Of(record.Completed)) == 0 {
			return unjudged("complete was not called")
		}
		return atMostOnce(r, record.Completed)
	})
}
