package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyBytesVerified succeeds when a notification is verified over the bytes that came.
// Rule notify-bytes-verified.
func NotifyBytesVerified() *Matcher {
	return matcher("notify-bytes-verified", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		if completed, ok := in.Scenario(NotifyCode); !ok || len(exchanges(completed, 0)) == 0 {
			return rule.CannotJudge("a plain notification of a code has no effect either")
		}
		if len(exchanges(r, 0)) == 0 {
			return rule.Breaks(
				"a notification that is signed over the bytes it has, with blanks and escapes or in pieces, is applied",
				"its code was not exchanged",
			)
		}
		return rule.Holds()
	})
}
