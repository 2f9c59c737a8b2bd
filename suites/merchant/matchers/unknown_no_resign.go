package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UnknownNoResign succeeds when the API is not called again after an unknown result before the server has been asked, and
// has answered something other than that it is pending, whoever starts it again. Where no route is known by which the server
// is asked for that, and on another visit, of which the program has stored nothing, a server that gives the person a new sign string
// has been asked. Rule unknown-no-resign.
func UnknownNoResign() *Matcher {
	return matcher("unknown-no-resign", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil || r.Stage.Outcome != record.Unknown {
			return rule.CannotJudge("the result is not unknown")
		}
		if r.Scenario == LaunchedWhileAsking && !heardBeforeClosing(r) {
			return rule.OutOfScope("nothing was known of the result yet when the program was closed")
		}
		after, ok := answered(r)
		if !ok {
			return in.unsigned(r)
		}
		if heard := answers(r); len(heard) > 0 && heard[0].call != calls(r)[0].number {
			return rule.CannotJudge("nothing of the program heard the unknown result; handles-outcomes judges that")
		}
		unknown, again := in.Profile.Code(record.Unknown), callsOf(r, after, len(r.Events))
		if used := ofPlugin(r, after); used != "" && len(again) == 0 {
			return restsOn(used)
		}
		if len(again) > 0 && !in.askedBetween(r, after, again[0].index) {
			if _, restarted := startedAgain(r, again[0].index); restarted && in.mistakesUnknown() {
				return rule.CannotJudge("after the unknown result the person is told what is told after a failure or a signing, and starts again as after that")
			}
			return rule.Breaks("after "+unknown+" the API is not called again before the server has been asked",
				"it was called again%s, and the requests in between were: %s", in.despite(r, after, again[0].index),
				endpoints(between(r, after, again[0].index))).At(again[0].place)
		}
		untilSaid := "after " + unknown + " the API is not called again before the server has said how the signing ended"
		for _, c := range again {
			switch in.lastSaid(r, after, c.index) {
			case notKnown:
				return rule.CannotJudge("the API was called again once the server had been asked, and nothing tells whether the answer means that the " +
					"signing is pending; say so in signspec.yaml: means: pending, or means: decided, at the route with the role status")
			case nothingSaid:
				return rule.Breaks(untilSaid, "it was called again%s, and the server had said nothing of it", in.despite(r, after, c.index)).At(c.place)
			case isPending:
				return rule.Breaks(untilSaid, "it was called again%s, and the last that the server had said was that it is pending",
					in.despite(r, after, c.index)).At(c.place)
			}
		}
		return rule.Holds()
	})
}

// mistakesUnknown says whether a person is told after an unknown result what is told after a failure, or after a signing: that
// is what other rules judge.
func (in evidence) mistakesUnknown() bool {
	unknown, ok := in.scenario(Outcome(record.Unknown))
	failed, there := in.scenario(Outcome(record.Fail))
	return ok && there && (in.tellsTheSame(unknown, failed) || in.mistakes(unknown))
}

// askedBetween says whether the server was asked between two events; where nobody knows what it is to be asked, whether a
// later start asked it for anything.
func (in evidence) askedBetween(r record.Record, from, to int) bool {
	again, restarted := startedAgain(r, to)
	restarted = restarted && (!in.hasStatus() || in.forgets(r, from, to))
	return slices.ContainsFunc(between(r, from, to), func(q request) bool {
		return in.asks(q) || restarted && q.index > again
	})
}

// startedAgain returns the index of the first event before another one by which the person started once more, and could: another
// start, or something that was pressed to see what it does.
func startedAgain(r record.Record, before int) (int, bool) {
	i := slices.IndexFunc(r.Events[:before], func(e record.Event) bool {
		return e.Type == record.Started && text(e, "blocked") == "" && (number(e, "start") > 1 || isPressed(e))
	})
	return i, i >= 0
}

// isPressed says whether an event is that something was pressed that was not there when the flow was started.
func isPressed(e record.Event) bool {
	pressed, _ := field(e, "pressed").Flag()
	return pressed
}

// ofPlugin returns what was used of a plugin after an event, which may sign as well as the program itself; "" where
// nothing was.
func ofPlugin(r record.Record, after int) string {
	if used := notModelled(r, after); strings.HasPrefix(used, "requirePlugin") {
		return used
	}
	return ""
}

func between(r record.Record, from, to int) []request {
	return slices.DeleteFunc(requests(r, from), func(q request) bool { return q.index >= to })
}
