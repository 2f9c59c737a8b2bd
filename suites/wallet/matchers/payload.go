package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// eachPayload judges every payload that the callback got by the schema fragment that says the rule.
func eachPayload(id string, callback record.EventType, expected string) *Matcher {
	return newMatcher(id, payloadJudge(id, callback, expected))
}

func payloadJudge(id string, callback record.EventType, expected string) judge {
	return func(r record.Record, in evidence) Judgement {
		if !r.Prepared() && in.parameter(r) == usable && id != "failure-shape" { // what a failure looks like is for the wallet to know
			return unjudged("nobody prepared the sign string, so the sandbox knows no answer")
		}
		if callbackThrew(r) {
			return unjudged("a callback of the caller threw; callback-errors-contained judges that")
		}
		return in.check(id, r, callback, expected)
	}
}

// check judges the payloads of one callback by the fragment of the rule.
func (in evidence) check(id string, r record.Record, callback record.EventType, expected string) Judgement {
	called := false
	for i, e := range r.Events {
		if e.Type != callback {
			continue
		}
		called = true
		if len(e.Args) == 0 {
			if problems := in.profile.CheckRule(id, nil); len(problems) > 0 {
				return breaks(expected, "%s was called without an argument", callback).In(i + 1)
			}
			continue
		}
		if problems := in.profile.CheckRule(id, e.Arg().JSON()); len(problems) > 0 {
			return breaks(expected, "%s", strings.Join(problems, "; ")).In(i + 1)
		}
	}
	if !called {
		return unjudged(string(callback) + " was not called")
	}
	return holds()
}

// carries judges a payload field only where it is there to be judged.
func carries(r record.Record, callback record.EventType, field string, kind record.Kind) bool {
	for _, p := range payloads(r, callback) {
		if v, ok := p.Field(field); ok && v.Kind() == kind {
			return true
		}
	}
	return false
}

// eachField is eachPayload for a rule about one field: without the field, as a string, there is nothing to judge.
func eachField(id string, callback record.EventType, field, expected string) *Matcher {
	return newMatcher(id, fieldJudge(id, callback, field, expected))
}

func fieldJudge(id string, callback record.EventType, field, expected string) judge {
	says := payloadJudge(id, callback, expected)
	return func(r record.Record, in evidence) Judgement {
		if len(r.Of(callback)) > 0 && !carries(r, callback, field, record.String) {
			return unjudged(string(callback) + " got no " + field + " that is a string")
		}
		return says(r, in)
	}
}
