package matchers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// NotifyResent succeeds when a notification that was not acknowledged comes again.
// Rule notify-resent.
func NotifyResent() *Matcher {
	return matcher("notify-resent", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}
		if IsWalk(r.Scenario) {
			return in.resentInWalk(r)
		}
		all := of(r, notAcknowledged(r))
		if r.Scenario == ResentOther {
			return in.resentBehindOther(r, all)
		}
		switch len(all) {
		case 0:
			return noneCame(r)
		case 1:
			enough, why := in.listenedFor(r, all[0], 1, 2*in.slowness()+in.timeout(r))
			switch {
			case !enough && r.Scenario == Unanswered && in.Described().Int("timeoutMs") == 0:
				return rule.OutOfScope("the target file does not say how long the platform waits for an answer: notify.timeout")
			case !enough:
				return rule.CannotJudge("it came once; " + why)
			}
			return rule.Breaks("a notification that was not acknowledged ("+strings.TrimPrefix(r.Scenario, "resent/")+") comes again",
				"it came once%s", in.within())
		}
		return rule.Holds()
	})
}

// longestTimeout is how long a platform may wait for an answer, in milliseconds, where nobody says.
const longestTimeout = 60 * 1000

// timeout is how many milliseconds the platform may wait for an answer to a notification before it knows that none comes: 0 where one
// came.
func (in evidence) timeout(r record.Record) float64 {
	if r.Scenario != Unanswered {
		return 0
	}
	return cmp.Or(float64(in.Described().Int("timeoutMs")), longestTimeout)
}

// notAcknowledged is the kind of notification that a scenario does not acknowledge at first.
func notAcknowledged(r record.Record) string {
	switch r.Scenario {
	case ResentToken:
		return wire.TokenCreated
	case ResentCancel:
		return wire.TokenCanceled
	}
	return wire.CodeCreated
}

// within says how long was listened.
func (in evidence) within() string {
	return " in the " + short(float64(in.Described().Int("waitMs"))) + " that were listened for"
}

// mostBefore is how often a notification may have come before another did: one that came more often may have been given up.
const mostBefore = 2

// resentBehindOther judges whether of two notifications the one that was not acknowledged comes again once the other was.
func (in evidence) resentBehindOther(r record.Record, all []record.Event) rule.Judgement {
	if len(all) == 0 {
		return noneCame(r)
	}
	first := func(e record.Event) bool { return inBody(e, "authCode").Equal(inBody(all[0], "authCode")) }
	other := slices.IndexFunc(all, func(e record.Event) bool { return !first(e) })
	switch {
	case other < 0:
		return rule.OutOfScope("no notification came of the second code, or nobody could tell that it was of it")
	case slices.ContainsFunc(all[other:], first):
		return rule.Holds()
	case other > mostBefore:
		return rule.OutOfScope("the first notification had come again before there was a second one")
	}
	gaps := 1.0
	if other > 1 {
		gaps = laterGaps
	}
	if enough, why := in.listenedFor(r, all[other-1], gaps, 2*in.slowness()); !enough {
		return rule.CannotJudge("it came once; " + why)
	}
	return rule.Breaks("a notification that was not acknowledged comes again, though another one was acknowledged since",
		"it did not%s", in.within())
}

// noneCame says that nothing can be said of a notification that did not come. Not every edition tells of tokens.
func noneCame(r record.Record) rule.Judgement {
	if kind := notAcknowledged(r); kind != wire.CodeCreated {
		return rule.OutOfScope("no " + kind + " came, which not every edition sends")
	}
	return rule.CannotJudge("no notification came")
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
