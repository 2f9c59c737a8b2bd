package matchers

import (
	"cmp"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// series are the times that one notification came, in order.
type series []record.Event

// seriesOf lists the notifications of a walk: one is known by its kind, and by the code or the token that it carries.
func seriesOf(r record.Record) []series {
	var all []series
next:
	for _, e := range r.Of(record.Notified) {
		for i, one := range all {
			if one.is(e) {
				all[i] = append(one, e)
				continue next
			}
		}
		all = append(all, series{e})
	}
	return all
}

func (s series) is(e record.Event) bool {
	field := "accessToken"
	if e.Text("kind") == wire.CodeCreated {
		field = "authCode"
	}
	return s[0].Text("kind") == e.Text("kind") && inBody(s[0], field).Equal(inBody(e, field))
}

// acknowledged is when the notification was acknowledged first, counted from 0; -1 where it never was.
func (s series) acknowledged() int {
	for i, e := range s {
		switch e.Text("as") {
		case "acknowledged", "other-spelling", "extra-field":
			return i
		}
	}
	return -1
}

// gaps is how many first gaps a platform may wait behind the so-manieth time, counted from 0.
func gaps(time int) float64 {
	if time == 0 {
		return 1
	}
	return laterGaps
}

// resentInWalk judges whether every notification of a walk that was not acknowledged comes again.
func (in evidence) resentInWalk(r record.Record) rule.Judgement {
	all, why, judged := seriesOf(r), "", false
	for _, one := range all {
		first, last := one[0], one[len(one)-1]
		if one.acknowledged() == 0 {
			continue
		}
		if judged = true; one.acknowledged() > 0 || len(one) > 1 {
			continue // it came again
		}
		silence, timeout := first.Text("as") == "silence", 0.0
		if silence {
			timeout = cmp.Or(float64(in.Described().Int("timeoutMs")), longestTimeout)
		}
		if enough, longer := in.listenedFor(r, last, gaps(len(one)-1), 2*in.slowness()+timeout); !enough {
			why = "it came once; " + longer
			continue
		}
		return rule.Breaks("a notification that was not acknowledged ("+first.Text("as")+") comes again", "%s came once%s", first.Text("kind"),
			in.within())
	}
	switch {
	case why != "":
		return rule.CannotJudge(why)
	case !judged:
		return rule.CannotJudge("every notification that came was acknowledged")
	}
	return rule.Holds()
}

// stopsInWalk judges whether no notification of a walk comes again once it was acknowledged.
func (in evidence) stopsInWalk(r record.Record) rule.Judgement {
	all, why := seriesOf(r), "no notification came, or none was acknowledged"
	for _, one := range all {
		at := one.acknowledged()
		if at < 0 {
			continue
		}
		if more := len(one) - 1 - at; more == 1 && in.mayHaveGivenUp(one[at], one[at+1]) {
			why = lateAnswers
			continue
		} else if more > 0 {
			return rule.Breaks("a notification that was acknowledged does not come again", "%s came again, %s", one[0].Text("kind"), times(more))
		}
		enough, longer := in.listenedFor(r, one[at], gaps(at), 0)
		if why = ""; !enough {
			why = "it did not come again so far; " + longer
		}
	}
	if why != "" {
		return rule.CannotJudge(why)
	}
	return rule.Holds()
}

// mayHaveGivenUp says whether the platform may not have waited for an acknowledgement, and sent the notification again once more: many
// are listened to at once, and where the machine is busy answers are late.
func (in evidence) mayHaveGivenUp(acknowledged, again record.Event) bool {
	timeout := float64(in.Described().Int("timeoutMs"))
	return timeout > 0 && again.At-acknowledged.At >= timeout
}
