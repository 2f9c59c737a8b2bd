package matchers

import (
	"slices"
	"strconv"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// outcome returns the first success or fail of the record.
func outcome(r record.Record) (record.Event, bool) { return r.First(record.Success, record.Failed) }

// expected returns the callback that the staged outcome must run: fail where the parameter must be refused.
func (in evidence) expected(r record.Record) record.EventType {
	if r.Stage != nil && r.Stage.Outcome == record.Approve && in.parameter(r) == usable {
		return record.Success
	}
	return record.Failed
}

// endedAsStaged says whether the record's first outcome is the one that its stage demands.
func (in evidence) endedAsStaged(r record.Record) bool {
	e, ok := outcome(r)
	return ok && e.Type == in.expected(r)
}

// unanswered says why a record without success and fail is not for the rules about how a call ends.
func unanswered(r record.Record) Judgement {
	switch {
	case r.End == record.Crashed:
		return unjudged("the target crashed: " + r.Reason)
	case len(r.Of(record.Threw)) > 0:
		return unjudged("the call threw; no-throw judges that")
	case !r.Passed(record.Success) && !r.Passed(record.Failed):
		return unjudged("neither success nor fail was passed")
	}
	return unjudged("neither success nor fail was called; settles judges that")
}

// disturbed says whether what the caller did beyond the documentation (a callback that throws, frozen options,
// overlapping calls) is what the record is there to show, and which rule speaks for it.
func disturbed(r record.Record) (Judgement, bool) {
	switch {
	case callbackThrew(r):
		return unjudged("a callback of the caller threw; callback-errors-contained judges that"), true
	case r.Overlap:
		return unjudged("the calls overlap; calls-isolated judges that"), true
	case unusual(r) != "":
		return unjudged("the options were no plain object; options-unchanged judges that"), true
	case r.Frozen:
		return unjudged("the options were frozen; options-unchanged judges that"), true
	}
	return Judgement{}, false
}

// callbackThrew says whether one of the callbacks that throw was called.
func callbackThrew(r record.Record) bool { return len(thrown(r)) > 0 }

// thrown lists the callbacks that threw: those of the ones that throw which were called.
func thrown(r record.Record) []string {
	return slices.DeleteFunc(slices.Clone(r.Throws), func(name string) bool { return len(r.Of(record.EventType(name))) == 0 })
}

// ownThrow says whether the exception or rejection is the one that a throwing callback threw.
func ownThrow(e record.Event) bool {
	if len(e.Args) == 0 {
		return false
	}
	note, _ := e.Args[len(e.Args)-1].Str()
	return note == "callback"
}

// uncaught returns the uncaught errors of a kind, "exception" or "rejection", that are the target's own.
func uncaught(r record.Record, kind string) []record.Event {
	var found []record.Event
	for _, e := range r.Of(record.Uncaught) {
		if len(e.Args) > 1 && !ownThrow(e) {
			if k, _ := e.Args[1].Str(); k == kind {
				found = append(found, e)
			}
		}
	}
	return found
}

// payloads returns what a callback got, call by call.
func payloads(r record.Record, t record.EventType) []record.Value {
	var values []record.Value
	for _, e := range r.Of(t) {
		values = append(values, e.Arg())
	}
	return values
}

// codeIn returns the authCode that a callback got when it is a string that is not empty, which is when it can be compared.
func codeIn(r record.Record, callback record.EventType) (record.Value, bool) {
	for _, p := range payloads(r, callback) {
		if v, ok := p.Field("authCode"); ok && v.Kind() == record.String && v.Length() > 0 {
			return v, true
		}
	}
	return record.Value{}, false
}

// authState returns the authState of the first success when it is a string.
func authState(r record.Record) (string, bool) {
	e, ok := r.First(record.Success)
	if !ok {
		return "", false
	}
	v, _ := e.Arg().Field("authState")
	return v.Str()
}

// previous returns the call before this one in its scenario.
func (in evidence) previous(r record.Record) (record.Record, bool) {
	i := slices.IndexFunc(in.run, func(o record.Record) bool { return o.ID == r.ID })
	if i < 1 || in.run[i-1].Scenario != r.Scenario {
		return record.Record{}, false
	}
	return in.run[i-1], true
}

// earlier returns the calls before this one in its scenario.
func (in evidence) earlier(r record.Record) []record.Record {
	var calls []record.Record
	for o, ok := in.previous(r); ok; o, ok = in.previous(o) {
		calls = append(calls, o)
	}
	return calls
}

// plainly returns the records that stage the outcome with all callbacks and nothing else about them, the first call
// of their scenario: what a call does when nobody disturbs it.
func (in evidence) plainly(o record.Outcome) []record.Record {
	return slices.DeleteFunc(in.undisturbed(o), func(r record.Record) bool {
		_, later := in.previous(r)
		return later
	})
}

// undisturbed returns the records that stage the outcome with all callbacks and nothing else about them, whatever
// call came before them.
func (in evidence) undisturbed(o record.Outcome) []record.Record {
	var found []record.Record
	for _, r := range in.run {
		if r.Stage == nil || r.Stage.Outcome != o || in.parameter(r) != usable || !allCallbacks(r) {
			continue
		}
		if _, other := disturbed(r); other || len(r.Throws) > 0 {
			continue
		}
		found = append(found, r)
	}
	return found
}

// plainlyWorks says whether the outcome is reached when nobody disturbs the call. Rules that blame a disturbance ask
// this first.
func (in evidence) plainlyWorks(o record.Outcome) bool {
	return slices.ContainsFunc(in.undisturbed(o), func(r record.Record) bool {
		return in.endedAsStaged(r) && len(r.Of(record.Threw)) == 0 && len(uncaught(r, "exception")) == 0
	})
}

func allCallbacks(r record.Record) bool {
	return r.Passed(record.Success) && r.Passed(record.Failed) && r.Passed(record.Completed)
}

// characters is "1 character" or "n characters".
func characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return strconv.Itoa(n) + " characters"
}

// show shows a value in a message, with its secrets masked.
func show(v record.Value) string { return secret.Redact(v).String() }

// ended says in words how a call ended.
func ended(r record.Record) string {
	e, ok := outcome(r)
	if ok {
		return string(e.Type) + " was called with " + show(e.Arg())
	}
	switch r.End {
	case record.Crashed:
		return "the target crashed: " + r.Reason
	case record.Idle:
		return "nothing was called, and nothing is left that could ever call back"
	}
	return "nothing was called by the deadline"
}
