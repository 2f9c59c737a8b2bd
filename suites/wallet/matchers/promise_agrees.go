package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// PromiseAgrees succeeds when a returned promise resolves or rejects as the callbacks say, with the same payload,
// and when none is left unhandled although callbacks were passed. Rule promise-agrees.
func PromiseAgrees() *Matcher {
	return newMatcher("promise-agrees", func(r record.Record, in evidence) Judgement {
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
		if !r.Passed(record.Success) && !r.Passed(record.Failed) {
			return in.promiseAlone(r)
		}
		return promiseFollows(r)
	})
}

// promiseAlone judges what a caller gets who passes neither success nor fail, by what one gets who passes both: the promise
// settles, and tells no other code of a failure and no other state, if any. Whether a failure resolves or rejects is the wallet's
// own convention, unless it has shown it.
func (in evidence) promiseAlone(r record.Record) Judgement {
	if r.Stage == nil || in.parameter(r) != usable || in.oddTexts(r) {
		return unjudged("nothing was staged that is plain enough to compare a promise with")
	}
	all := in.undisturbed(r.Stage.Outcome)
	i := slices.IndexFunc(all, in.endedAsStaged)
	if i < 0 {
		return unjudged("the outcome is not reached with all callbacks either")
	}
	usual, _ := outcome(all[i])
	expected := "with neither success nor fail the promise tells what " + string(usual.Type) + " gets otherwise, " + show(usual.Arg())
	settled, ok := r.First(record.Resolved, record.Rejected)
	if !ok {
		return breaks(expected, "it neither resolved nor rejected")
	}
	same := true
	if shown, ok := all[i].First(record.Resolved, record.Rejected); ok {
		same = settled.Type == shown.Type
	}
	for _, name := range in.profile.Failure.Code {
		before, _ := usual.Arg().Field(name)
		now, told := settled.Arg().Field(name)
		same = same && (!told || now.Equal(before))
	}
	if r.Stage.Outcome == record.Approve && r.Stage.AuthState != "" && in.returnsStaged(all[i]) {
		state, told := settled.Arg().Field("authState")
		same = same && (!told || state.Equal(record.Text(r.Stage.AuthState)))
	}
	if !same || !codeLike(settled, usual) {
		return breaks(expected, "it %s", settles(settled))
	}
	return holds()
}

// longestCode is how many characters a code may have.
const longestCode = 32

// codeLike says whether a promise that resolves with the answer to an approval has a code as success gets one: a string that is
// not empty, and no longer than a code may be.
func codeLike(settled, usual record.Event) bool {
	_, answers := settled.Arg().Field("authState")
	now, told := settled.Arg().Field("authCode")
	code, usually := usual.Arg().Field("authCode")
	if settled.Type != record.Resolved || !usually || !answers && !told {
		return true
	}
	return now.Kind() == code.Kind() && now.Length() > 0 && (now.Length() <= longestCode || code.Length() > longestCode)
}

// returnsStaged says whether a success has the state that was staged.
func (in evidence) returnsStaged(r record.Record) bool {
	state, ok := authState(r)
	return ok && state == r.Stage.AuthState
}

// settles says in words how a promise settled.
func settles(e record.Event) string {
	verb := map[record.EventType]string{record.Resolved: "resolved", record.Rejected: "rejected"}[e.Type]
	return verb + " with " + show(e.Arg())
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
		return breaks(expected, "it %s", settles(settled))
	}
	return holds()
}
