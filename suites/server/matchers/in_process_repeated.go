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
		if r.Scenario == InProcessSilent && in.mayWait(r) {
			return rule.OutOfScope("nothing tells whether the server still waits for an answer")
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

// mayWait says whether the server may still wait for an answer that never came: it has not asked again since, and says nothing but
// that it is pending, or nothing that is known to be something else.
func (in evidence) mayWait(r record.Record) bool {
	xs := exchanges(r, 0)
	if len(xs) == 0 || xs[len(xs)-1].answered.Text("error") == "" {
		return false
	}
	told := tolds(r, 0, "result", "status")
	return !in.Has("pending") || len(told) > 0 && slices.Contains([]string{"pending", "none"}, told[len(told)-1].Text("as"))
}

// pendingForEver says whether the end cannot be seen, because nothing but the result's own answer tells anything.
func (in evidence) pendingForEver(r record.Record) bool { return in.pendingFor(r, 0) }

func (in evidence) pendingFor(r record.Record, attempt int) bool {
	told := tolds(r, attempt, "result")
	return !in.Has("status") && len(told) > 0 && told[len(told)-1].Text("as") == "pending"
}
