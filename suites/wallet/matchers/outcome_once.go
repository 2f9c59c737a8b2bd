package matchers

import "github.com/signspec/signspec/schemas/record"

// OutcomeOnce succeeds when neither success nor fail was called twice, however late. Rule outcome-once.
func OutcomeOnce() *Matcher {
	return newMatcher("outcome-once", func(r record.Record, _ evidence) Judgement {
		if j, ok := disturbed(r); ok {
			return j
		}
		if _, ok := outcome(r); !ok {
			return unanswered(r)
		}
		return atMostOnce(r, record.Success, record.Failed)
	})
}

// atMostOnce judges that none of the callbacks was called twice.
func atMostOnce(r record.Record, callbacks ...record.EventType) Judgement {
	for _, t := range callbacks {
		if calls := r.Of(t); len(calls) > 1 {
			return breaks(string(t)+" is called at most once", "it was called %d times, the second %s after the first",
				len(calls), duration(calls[1].At-calls[0].At))
		}
	}
	return holds()
}
