package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// InProcessRepeated succeeds when an exchange in process is repeated until it ends.
// Rule in-process-repeated.
func InProcessRepeated() *Matcher {
	return matcher("in-process-repeated", func(r record.Record, in evidence) rule.Judgement {
		if completed, ok := in.Scenario(NotifyCode); r.Scenario == NotifiedInProcess && (!ok || !in.bound(completed, 0)) {
			return rule.OutOfScope("a notification completes no attempt; notify-completes judges that")
		}
		if r.Scenario == InProcessSilent && !givenUp(r) {
			return rule.CannotJudge("the server waits for an answer longer than the patience of the target file")
		}
		attempt := 0
		if r.Scenario == InProcessReturning {
			attempt = 1
		}
		if in.pendingFor(r, attempt) {
			return rule.CannotJudge("the server says that it is pending, and the target file has no status that tells the end")
		}
		return in.isBound(r, attempt, "an exchange that is in process is repeated until it ends, and bound then")
	})
}

// givenUp says whether the server was seen to wait no more for an answer that never came.
func givenUp(r record.Record) bool {
	return slices.ContainsFunc(r.Of(record.Sent), func(e record.Event) bool { return e.Text("to") == "give-up" })
}

// pendingForEver says whether the end cannot be seen, because nothing but the result's own answer tells anything.
func (in evidence) pendingForEver(r record.Record) bool { return in.pendingFor(r, 0) }

func (in evidence) pendingFor(r record.Record, attempt int) bool {
	told := tolds(r, attempt, "result")
	return !in.Has("status") && len(told) > 0 && told[len(told)-1].Text("as") == "pending"
}
