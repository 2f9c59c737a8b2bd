package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifySigned succeeds when notifications are signed over the bytes sent.
// Rule notify-signed.
func NotifySigned() *Matcher {
	return matcher("notify-signed", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}

		all := r.Of(record.Notified)
		if len(all) == 0 {
			return rule.CannotJudge("no notification came")
		}
		for _, e := range all {
			signature := e.Value("signature")
			for _, part := range []string{"present", "time", "client", "verified"} {
				if !signature.True(part) {
					return rule.Breaks("a notification carries Client-Id, Request-Time and a Signature over its bytes", "%s: %s", e.Text("kind"),
						missing(part))
				}
			}
		}
		return rule.Holds()
	})
}
