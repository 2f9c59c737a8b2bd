package matchers

import (
	"maps"
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// OneAtATime succeeds when starting twice leaves one call pending: at once, while the server is
// asked for the sign string, and while the wallet is open, by any control. Rule one-at-a-time.
func OneAtATime() *Matcher {
	return matcher("one-at-a-time", func(r record.Record, in evidence) rule.Judgement {
		staged := []string{StartTwice, StartPreparing, StartOpen, StartLongOpen, StartWhenBack, OtherControls, OtherControlsLong}
		if !slices.Contains(staged, r.Scenario) && !startedMeanwhile(r) {
			return rule.CannotJudge("the flow is not started twice at once")
		}
		expected := "starting twice leaves one call pending, not two"
		made, current, startedOn, left, started := 0, "", "", false, 0.0
		prepared := false           // whether the server has been asked for anything since the start, or the call after it
		pending := map[int]string{} // the pages that calls were made on, by the number of the call
		for i, e := range r.Events {
			switch e.Type {
			case record.Started:
				if left {
					return rule.Holds() // who has to leave the page to start again begins another visit
				}
				startedOn, started, prepared = current, e.At, false
			case record.Requested:
				prepared = true
			case record.Page:
				switch path := text(e, "path"); text(e, "what") {
				case "show":
					current = path
				case "unload":
					left = left || path == startedOn
					maps.DeleteFunc(pending, func(_ int, page string) bool { return page == path })
				}
			case record.Called:
				if took := e.At - started; took > startMs || took > directMs && !prepared {
					continue // nobody asked for it; calls-sign-contract judges that
				}
				prepared = false
				if slices.Contains(slices.Collect(maps.Values(pending)), current) {
					if r.Scenario == StartWhenBack && len(in.questions(r, calls(r)[0].index, i)) > 0 {
						return rule.Holds() // who comes back without an answer, and has asked the server, need not wait for one
					}
					return rule.Breaks(expected, "the API was called again while the first call was pending").At(e.Place)
				}
				made++
				pending[made] = current
			case record.Delivered:
				if text(e, "callback") != "return" {
					delete(pending, max(number(e, "call"), 1))
				}
			}
		}
		if made == 0 {
			return uncalled()
		}
		return rule.Holds()
	})
}

// startMs is how many milliseconds after a start its call comes at the latest: a slow server takes eight seconds.
const startMs = 10 * 1000

// directMs is how many milliseconds after a start its call comes at the latest where the server is not asked before it.
const directMs = 2 * 1000

// soonMs is within how many milliseconds of the start before a person starts who has not waited for what comes of it.
const soonMs = 60 * 1000

// startedMeanwhile says whether the person started again, or tapped something else, soon after a start.
func startedMeanwhile(r record.Record) bool {
	begun, last, at := false, 0, 0.0
	for _, e := range r.Events {
		if e.Type != record.Started {
			continue
		}
		n := max(number(e, "start"), 1)
		if begun && e.At-at < soonMs && (n > last || isPressed(e)) {
			return true
		}
		if !begun || n > last {
			begun, last, at = true, n, e.At
		}
	}
	return false
}
