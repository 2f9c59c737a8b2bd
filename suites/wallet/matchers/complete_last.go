package matchers

import "github.com/signspec/signspec/schemas/record"

// CompleteLast succeeds when complete came after success or fail, and neither came after it. A second complete is
// the business of complete-once. Rule complete-last.
func CompleteLast() *Matcher {
	return newMatcher("complete-last", func(r record.Record, _ evidence) Judgement {
		if j, ok := disturbed(r); ok {
			return j
		}
		complete, ok := r.First(record.Completed)
		if !ok {
			return unjudged("complete was not called")
		}
		if _, ok := outcome(r); !ok {
			return unanswered(r)
		}
		seen := false
		for _, e := range r.Events {
			if e.Type == record.Completed {
				seen = true
			}
			if seen && (e.Type == record.Success || e.Type == record.Failed) {
				return breaks("complete comes after success or fail, and nothing comes after complete",
					"%s came %s after complete", e.Type, duration(e.At-complete.At))
			}
		}
		return holds()
	})
}
