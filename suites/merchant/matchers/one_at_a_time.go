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
		staged := []string{
			StartTwice, StartPreparing, StartSlowPreparing, StartBackPreparing, StartOpen, StartLongOpen, StartWhenBack, OtherControls,
			OtherControlsLong,
		}
		if !slices.Contains(staged, r.Scenario) && !startedMeanwhile(r) {
			return rule.CannotJudge("the flow is not started twice at once")
		}
		expected := "starting twice leaves one call pending, not two"
		v := starting{pending: map[int]string{}}
		for i, e := range r.Events {
			switch e.Type {
			case record.Started:
				if v.left {
					return rule.Holds() // who has to leave the page to start again begins another visit
				}
				v.begins(e)
			case record.Requested:
				v.asks()
			case record.Page:
				v.turns(text(e, "what"), text(e, "path"))
			case record.Called:
				switch again := v.calls(e); {
				case again && r.Scenario == StartWhenBack && len(in.questions(r, calls(r)[0].index, i)) > 0:
					return rule.Holds() // who comes back without an answer, and has asked the server, need not wait for one
				case again:
					return rule.Breaks(expected, "the API was called again while the first call was pending").At(e.Place)
				}
			case record.Delivered:
				if text(e, "callback") != "return" {
					delete(v.pending, max(number(e, "call"), 1))
				}
			}
		}
		if v.made == 0 && r.Scenario != StartSlowPreparing && r.Scenario != StartBackPreparing {
			return uncalled() // only who waits for a slow server may give it up
		}
		return rule.Holds()
	})
}

// starting is how far a flow has come that may be started several times.
type starting struct {
	front     string  // the page that is shown
	startedOn string  // the page of the last start
	starts    []begun // the starts, in order, each with its last step
	left      bool    // the page of the last start has been left
	made      int     // the calls that the person asked for
	// pending are the pages that calls were made on which have not been answered, by the number of the call.
	pending map[int]string
}

// begun is a start: its number, when that was, in milliseconds, and whether the server has been asked for something since then, or
// since the call that came of it.
type begun struct {
	number int
	at     float64
	asked  bool
}

// begins takes a step of a start. What is pressed besides is a start of its own.
func (v *starting) begins(e record.Event) {
	v.startedOn = v.front
	b := begun{number: max(number(e, "start"), 1), at: e.At}
	if last := len(v.starts) - 1; last >= 0 && v.starts[last].number == b.number && !isPressed(e) {
		v.starts[last] = b
		return
	}
	v.starts = append(v.starts, b)
}

// asks takes a request, which the last start has led to.
func (v *starting) asks() {
	if last := len(v.starts) - 1; last >= 0 {
		v.starts[last].asked = true
	}
}

// comes says whether a call that comes now is one that a start leads to: the last one at once, or the first one of those that have
// asked the server and that no call has come of.
func (v *starting) comes(at float64) bool {
	waits := slices.IndexFunc(v.starts, func(b begun) bool { return b.asked && at-b.at <= startMs })
	if waits >= 0 {
		v.starts[waits].asked = false
		return true
	}
	last := len(v.starts) - 1
	return last >= 0 && at-v.starts[last].at <= directMs
}

// turns takes what happens to a page.
func (v *starting) turns(what, path string) {
	switch what {
	case "show":
		v.front = path
	case "unload":
		v.left = v.left || path == v.startedOn
		maps.DeleteFunc(v.pending, func(_ int, page string) bool { return page == path })
	}
}

// calls takes a call, and says whether another one is pending on the page. One that nobody asked for is none:
// calls-sign-contract judges that.
func (v *starting) calls(e record.Event) (again bool) {
	if !v.comes(e.At) {
		return false
	}
	again = slices.Contains(slices.Collect(maps.Values(v.pending)), v.front)
	v.made++
	v.pending[max(number(e, "call"), v.made)] = v.front
	return again
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
