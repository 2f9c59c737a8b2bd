package matchers

import "github.com/signspec/signspec/schemas/record"

// Asynchronous succeeds when no callback ran before the call had returned. Rule asynchronous.
func Asynchronous() *Matcher {
	return newMatcher("asynchronous", func(r record.Record, _ evidence) Judgement {
		if len(r.Callbacks) == 0 {
			return unjudged("no callback was passed")
		}
		for _, e := range r.Events {
			switch e.Type {
			case record.Success, record.Failed, record.Completed:
				return breaks("signContract returns before any callback runs", "%s ran before it had returned", e.Type)
			case record.Returned:
				return holds()
			}
		}
		return unjudged("the call was not seen to return")
	})
}
