package matchers

import (
	"slices"
	"strconv"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// NotifyOnce succeeds when a notification that comes several times is applied once.
// Rule notify-once.
func NotifyOnce() *Matcher {
	return matcher("notify-once", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		completed, ok := in.Scenario(NotifyCode)
		if !ok || len(exchanges(completed, 0)) == 0 {
			return rule.CannotJudge("a single notification of a code is not applied; notify-completes judges that")
		}
		if n := afterSuccess(r, 0); n > 0 {
			return rule.Breaks("a code is not exchanged again when its exchange has succeeded", "it was, %s", times(n))
		}
		if in.Has("status") {
			if j := stillBound(r, again, "a notification that was applied is not applied again"); j.Status == rule.Broken {
				return j
			}
		}
		if slices.ContainsFunc(completed.Of(record.Acknowledged), unacknowledged) {
			return rule.Holds() // not even the first is; notify-acknowledged judges that
		}
		for _, e := range timely(r) {
			if unacknowledged(e) {
				return rule.Breaks("a repeated notification is acknowledged like the first", "it was answered %s %s",
					e.Value("status"), e.Value("body"))
			}
		}
		return rule.Holds()
	})
}

// timely returns the acknowledgements of notifications but those of a code whose agreement is over, and of which no notification was
// acknowledged before: how it is acknowledged that late says nothing.
func timely(r record.Record) []record.Event {
	var found []record.Event
	known := map[int]bool{} // the attempts of which one was
	for i, e := range r.Events {
		if e.Type != record.Acknowledged {
			continue
		}
		ofCode, attempt := e.Text("kind") == wire.CodeCreated, e.Int("attempt")
		if !ofCode || known[attempt] || !isOver(r, attempt, i) {
			found = append(found, e)
		}
		known[attempt] = known[attempt] || ofCode && !unacknowledged(e)
	}
	return found
}

// again says whether a notification of a code came.
func again(e record.Event) bool {
	return e.Type == record.Notified && e.Text("kind") == wire.CodeCreated
}

func unacknowledged(e record.Event) bool { return e.Text("as") != "acknowledged" }

// times says a number of times.
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
