package matchers

import (
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// NotifyStops succeeds when after an acknowledgement a notification does not come again.
// Rule notify-stops.
func NotifyStops() *Matcher {
	return matcher("notify-stops", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}
		if IsWalk(r.Scenario) {
			return in.stopsInWalk(r)
		}
		switch r.Scenario {
		case NotifiedCancel:
			return comesOnce(r)
		case Unanswered:
			return rule.OutOfScope("the others of its kind show it")
		}
		all := of(r, notAcknowledged(r))
		allowed, gaps := 1, 1.0
		if strings.HasPrefix(r.Scenario, "resent/") {
			allowed, gaps = 2, laterGaps // the second is acknowledged
		}
		switch {
		case len(all) == 0:
			return noneCame(r)
		case len(all) < allowed:
			return rule.CannotJudge("it did not come again; notify-resent judges that")
		case len(all) > allowed:
			return rule.Breaks("a notification that was acknowledged does not come again"+spelling(r), "it came again, %s",
				times(len(all)-allowed))
		}
		if enough, why := in.listenedFor(r, all[allowed-1], gaps, 0); !enough {
			return rule.CannotJudge("it did not come again so far; " + why)
		}
		return rule.Holds()
	})
}

// times says a number of times.
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}

// spelling says how a notification was acknowledged, where that is good JSON of another spelling than that of the documents.
func spelling(r record.Record) string {
	if how, ok := strings.CutPrefix(r.Scenario, "acknowledged/"); ok {
		return " (" + how + ")"
	}
	return ""
}

// comesOnce judges that what was acknowledged does not come again with what comes later.
func comesOnce(r record.Record) rule.Judgement {
	for _, kind := range []string{wire.CodeCreated, wire.TokenCreated, wire.TokenCanceled} {
		if n := len(of(r, kind)); n > 1 {
			return rule.Breaks("a notification that was acknowledged does not come again", "%s came %d times", kind, n)
		}
	}
	if len(r.Of(record.Notified)) == 0 {
		return rule.CannotJudge("no notification came")
	}
	return rule.Holds()
}
