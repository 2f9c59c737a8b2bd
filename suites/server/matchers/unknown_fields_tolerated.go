package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownFieldsTolerated succeeds when fields that are not documented are tolerated.
// Rule unknown-fields-tolerated.
func UnknownFieldsTolerated() *Matcher {
	return matcher("unknown-fields-tolerated", func(r record.Record, in evidence) rule.Judgement {
		if r.Scenario == "fields/consult" {
			if why, failed := in.neverBound(); failed {
				return why
			}
			if !started(r, 0) {
				return rule.Breaks("an answer with further fields is like one without", "the start gave no sign string")
			}
		}
		if r.Scenario == UnbindExtra {
			return in.unbindsByExtra(r)
		}
		if r.Scenario == "notify/extra-fields" {
			if why, failed := in.noNotifications(); failed {
				return why
			}
			if completed, ok := in.Scenario(NotifyCode); !ok || len(exchanges(completed, 0)) == 0 {
				return rule.CannotJudge("a plain notification of a code is not applied either")
			}
			if len(exchanges(r, 0)) == 0 {
				return rule.Breaks("a notification with further fields is like one without", "its code was not exchanged")
			}
			return rule.Holds()
		}
		return in.isBound(r, 0, "an answer with further fields is like one without")
	})
}

// unbindsByExtra judges an unbinding whose cancellation is answered with further fields, beside one that is answered without.
func (in evidence) unbindsByExtra(r record.Record) rule.Judgement {
	done, ok := in.Scenario(Unbinds + "done")
	switch {
	case !in.Has("unbind") || !in.Has("status"):
		return rule.CannotJudge("the target file has no unbind call, or no status that tells what comes of it")
	case !ok || !wasBoundBefore(done) || !wasBoundBefore(r) || len(r.Of(record.Cancelled)) == 0:
		return rule.CannotJudge("nothing was unbound")
	case boundAtEnd(done):
		return rule.CannotJudge("a plain cancellation ends nothing either; unbind-cancels judges that")
	case boundAtEnd(r):
		return rule.Breaks("an answer with further fields is like one without",
			"after the platform has cancelled the status says that the user is bound")
	}
	return rule.Holds()
}

// boundAtEnd says whether the status says at last that the first attempt is bound.
func boundAtEnd(r record.Record) bool {
	told := tolds(r, 0, "status")
	return len(told) > 0 && told[len(told)-1].Text("as") == "bound"
}
