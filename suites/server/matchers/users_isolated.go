package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// UsersIsolated succeeds when what is exchanged for a user is bound to that user.
// Rule users-isolated.
func UsersIsolated() *Matcher {
	return matcher("users-isolated", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.neverBound(); failed {
			return why
		}
		refused := slices.ContainsFunc(r.Of(record.Answered), func(e record.Event) bool { return e.Text("result") == "F" })
		if _, failed := in.uncontrolled(); failed && refused {
			return rule.CannotJudge("the control failed: an attempt that the platform refused was bound; status-decides judges that")
		}
		for attempt := range 2 {
			if !started(r, attempt) {
				return rule.CannotJudge("a start gave no sign string")
			}
			if why, failed := in.neverRepeats(r, attempt); failed {
				return why
			}
			if isOver(r, attempt, len(r.Events)) {
				continue
			}
			if j := in.isOwn(r, attempt); j.Status != rule.Held {
				return j
			}
		}
		return rule.Holds()
	})
}

// isOwn judges whether an attempt beside another is bound as its own exchanges were answered.
func (in evidence) isOwn(r record.Record, attempt int) rule.Judgement {
	xs := exchanges(r, attempt)
	for _, x := range xs {
		if x.applied.Text("code") == "changed" {
			return rule.Breaks("each code is exchanged as it is", "another one was")
		}
	}
	if slices.ContainsFunc(finals(r, attempt), func(e record.Event) bool { return e.Text("error") != "" }) {
		return rule.CannotJudge("a call got no answer that could be read, so that nobody knows who is bound")
	}
	succeeded := slices.ContainsFunc(xs, func(x exchange) bool { return x.answered.Text("result") == "S" })
	got := in.bound(r, attempt)
	switch {
	case len(xs) == 0 && !got && !in.refused(r, attempt):
		return rule.Holds() // a notification alone, which notify-completes judges, or a server that works on
	case len(xs) == 0, got && !succeeded, !got && endsBound(r, attempt) && !in.pendingFor(r, attempt):
		return rule.Breaks(
			"two users at once are bound as each of them was answered",
			"the %s user, whose %s, is %s: %s",
			[2]string{"first", "second"}[attempt],
			lastAnswer(r, attempt),
			map[bool]string{true: "bound", false: "not bound"}[got],
			lastTold(r, attempt),
		)
	}
	return rule.Holds()
}

// refused says whether the result of an attempt was refused by the server itself, which tells at once how a good one ends.
func (in evidence) refused(r record.Record, attempt int) bool {
	last := func(told []record.Event) string {
		if len(told) == 0 {
			return ""
		}
		return told[len(told)-1].Text("as")
	}
	good, _ := in.Scenario(Good)
	return last(tolds(good, 0, "result")) == "bound" && last(tolds(r, attempt, "result")) == "other"
}

// lastAnswer says how the last exchange of an attempt was answered.
func lastAnswer(r record.Record, attempt int) string {
	xs := exchanges(r, attempt)
	if len(xs) == 0 {
		return "code was never exchanged"
	}
	return "last exchange was answered " + xs[len(xs)-1].answered.Text("staged")
}
