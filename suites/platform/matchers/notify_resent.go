package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyResent succeeds when a notification that was not acknowledged comes again.
// Rule notify-resent.
func NotifyResent() *Matcher {
	return matcher("notify-resent", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}

		switch n := len(of(r, "AUTHCODE_CREATED")); {
		case n == 0:
			return rule.CannotJudge("no notification came")
		case n == 1:
			if enough, why := in.listenedFor(r, of(r, "AUTHCODE_CREATED")[0], 1); !enough {
				return rule.CannotJudge("it came once; " + why)
			}
			return rule.Breaks(
				"a notification that was not acknowledged ("+strings.TrimPrefix(r.Scenario, "resent/")+") comes again",
				"it came once in the %s that were listened for", short(float64(in.Described().Int("waitMs"))),
			)
		}
		return rule.Holds()
	})
}

// of are the notifications of one type.
func of(r record.Record, kind string) []record.Event {
	var found []record.Event
	for _, e := range r.Of(record.Notified) {
		if e.Text("kind") == kind {
			found = append(found, e)
		}
	}
	return found
}
