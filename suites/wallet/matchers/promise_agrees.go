package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// PromiseAgrees succeeds when a returned promise resolves or rejects as the callbacks say, with the same payload,
// and when none is left unhandled although callbacks were passed. Rule promise-agrees.
func PromiseAgrees() *Matcher {
	return newMatcher("promise-agrees", func(r record.Record, _ evidence) Judgement {
		if j, ok := disturbed(r); ok {
			return j
		}
		returned, ok := r.First(record.Returned)
		if !ok {
			return unjudged("the call was not seen to return")
		}
		if rejections := uncaught(r, "rejection"); len(rejections) > 0 && len(r.Callbacks) > 0 && !r.Watched {
			return breaks("a caller who passes callbacks need not handle a promise", "a rejection was left unhandled: %s", show(rejections[0].Arg()))
		}
		if returned.Arg().Kind() != record.Promise {
			return outOfScope("no promise is returned")
		}
		if !r.Watched {
			return holds()
		}
		return promiseFollows(r)
	})
}

// promiseFollows compares a watched promise with the callbacks.
func promiseFollows(r record.Record) Judgement {
	first, ok := outcome(r)
	if !ok {
		return unjudged("neither success nor fail was called, so there is nothing to agree with")
	}
	want, verb := record.Resolved, "resolves"
	if first.Type == record.Failed {
		want, verb = record.Rejected, "rejects"
	}
	expected := "the promise " + verb + " with what " + string(first.Type) + " got, " + show(first.Arg())
	settled, ok := r.First(record.Resolved, record.Rejected)
	if !ok {
		return breaks(expected, "it neither resolved nor rejected")
	}
	if settled.Type != want || !slices.ContainsFunc(payloads(r, first.Type), settled.Arg().Equal) {
		verb := map[record.EventType]string{record.Resolved: "resolved", record.Rejected: "rejected"}[settled.Type]
		return breaks(expected, "it %s with %s", verb, show(settled.Arg()))
	}
	return holds()
}
