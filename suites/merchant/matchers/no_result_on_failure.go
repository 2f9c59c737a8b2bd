package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NoResultOnFailure succeeds when nothing is sent to the server as if signed after a failure. A program may report the
// failure to its server. Rule no-result-on-failure.
func NoResultOnFailure() *Matcher {
	return matcher("no-result-on-failure", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil || r.Stage.Outcome == record.Approve {
			return rule.CannotJudge("no failure was staged")
		}
		if len(calls(r)) == 0 {
			return in.unsigned(r)
		}
		if sent := in.asIfSigned(r); len(sent) > 0 {
			return rule.Breaks(
				"after a failure nothing is sent to the server as if signed",
				"after %s a request went to %s, where results go, and nothing in it tells that it is none",
				in.failureOf(r),
				sent[0].endpoint(),
			).At(sent[0].place)
		}
		return rule.Holds()
	})
}

// failureOf names the failure of a record.
func (in evidence) failureOf(r record.Record) string {
	return in.Profile.Code(r.Stage.Outcome) + " (" + string(r.Stage.Outcome) + ")"
}
