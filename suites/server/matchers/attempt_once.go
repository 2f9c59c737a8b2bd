package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AttemptOnce succeeds when an attempt is used once, where there is no state to tell.
// Rule attempt-once.
func AttemptOnce() *Matcher {
	return matcher("attempt-once", func(r record.Record, in evidence) rule.Judgement {
		return in.secondCode(r, "an attempt that is over takes no other code")
	})
}
