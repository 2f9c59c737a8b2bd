package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyStops succeeds when after an acknowledgement a notification does not come again.
// Rule notify-stops.
func NotifyStops() *Matcher {
	return matcher("notify-stops", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}

		all := of(r, "AUTHCODE_CREATED")
		allowed, gaps := 1, 1.0
		if r.Scenario != Notified {
			allowed, gaps = 2, laterGaps // the second is acknowledged
		}
		switch {
		case len(all) == 0:
			return rule.CannotJudge("no notification came")
		case len(all) < allowed:
			return rule.CannotJudge("it did not come again; notify-resent judges that")
		case len(all) > allowed:
			return rule.Breaks("a notification that was acknowledged does not come again", "it came %d times after that", len(all)-allowed)
		}
		if enough, why := in.listenedFor(r, all[allowed-1], gaps); !enough {
			return rule.CannotJudge("it did not come again so far; " + why)
		}
		return rule.Holds()
	})
}
