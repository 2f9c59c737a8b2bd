package merchantserver

import (
	"context"
	"maps"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// pace is how long a server takes over good attempts. What it makes of others may come as late, and nothing is known before.
type pace struct {
	mu     sync.Mutex
	called time.Duration // from what it is handed until it calls the platform
	shown  time.Duration // from the platform's answer until a client is told that it is bound
	since  time.Time     // since when a call is waited for that shows it; zero is not at all
}

// slack is how much longer than a good attempt another may take.
func slack(d time.Duration) time.Duration { return d + d/2 }

// untilCalled is how long the server may take until it calls the platform.
func (p *pace) untilCalled() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.since.IsZero() {
		return slack(max(p.called, time.Since(p.since)))
	}
	return slack(p.called)
}

// untilShown is how long it may take until a client is told what the platform has answered.
func (p *pace) untilShown() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slack(p.shown)
}

// begins says that what shows the pace has been handed over.
func (p *pace) begins() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.since = time.Now()
}

// learn takes the pace from a scenario that has been performed, where it is a good attempt.
func (p *pace) learn(scenario string, events []record.Event) {
	if !showsPace(scenario) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.since = time.Time{}
	p.called = max(p.called, between(events, handsOver, calls))
	if scenario == matchers.Good { // of the others it is asked for too seldom
		p.shown = between(events, succeeds, tellsBound)
	}
}

// showsPace says whether a scenario is a good attempt that shows the pace: of a result, and of a notification.
func showsPace(scenario string) bool {
	return scenario == matchers.Good || scenario == matchers.NotifyCode
}

// between is the time from an event to the first of another kind behind it; none is no time.
func between(events []record.Event, from, to func(record.Event) bool) time.Duration {
	begun := -1.0
	for _, e := range events {
		switch {
		case begun < 0 && from(e):
			begun = e.At
		case begun >= 0 && to(e):
			return time.Duration((e.At - begun) * float64(time.Millisecond))
		}
	}
	return 0
}

func handsOver(e record.Event) bool {
	return e.Type == record.Sent && e.Text("to") == "result" || e.Type == record.Notified && e.Text("kind") == wire.CodeCreated
}

func calls(e record.Event) bool { return e.Type == record.Applied }

func succeeds(e record.Event) bool {
	return e.Type == record.Answered && e.Text("result") == "S" && isExchange(e)
}

func isExchange(e record.Event) bool { return e.Text("operation") == schemas.ApplyOperation }

func tellsBound(e record.Event) bool { return e.Type == record.Told && e.Text("as") == "bound" }

// handing is what was handed to the server of one attempt.
type handing struct {
	times   int
	last    time.Time
	unbinds time.Time // when a bound user was to be unbound; zero is never
}

// hands takes down that something is handed over.
func (p *play) hands(to string, attempt int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.handed[attempt]
	h.times++
	h.last = time.Now()
	if to == "unbind" && p.said[attempt] == "bound" {
		h.unbinds = h.last
	}
	p.handed[attempt] = h
	if showsPace(p.scenario.Name) {
		p.pace.begins()
	}
}

// comes says whether something may still come of what was handed over before a step that waits.
func (p *play) comes(step server.Step, as string) bool {
	attempt := step.Attempt
	p.mu.Lock()
	h, late := p.handed[attempt], p.late[attempt]
	p.mu.Unlock()
	switch {
	case h.times == 0:
		return false
	case !h.unbinds.IsZero() && !p.sawOf(attempt, record.Cancelled, h.unbinds):
		return true
	case step.Do == server.SettleAnswered && as == "pending" && p.answersLeft(attempt):
		return true
	case h.times == 1 && p.sawOf(attempt, record.Applied, h.last):
		return false
	}
	within := p.pace.untilCalled()
	if !p.sawOf(attempt, record.Applied, time.Time{}) {
		within += grace
		if late && p.scenario.Name == matchers.Good {
			within = time.Duration(p.config.Patience)
		}
	}
	return time.Since(h.last) < within
}

// answersLeft says whether an answer is staged for the exchanges of an attempt that has not been given yet.
func (p *play) answersLeft(attempt int) bool {
	given := p.to.Count(func(e record.Event) bool { return e.Type == record.Answered && isOf(e, attempt) && isExchange(e) })
	return given < len(p.scenario.Attempts[attempt].Apply)
}

// sawOf says whether an event of an attempt has been seen since then.
func (p *play) sawOf(attempt int, t record.EventType, since time.Time) bool {
	return p.to.Any(since, func(e record.Event) bool { return e.Type == t && isOf(e, attempt) })
}

func isOf(e record.Event, attempt int) bool { return e.Int("attempt") == attempt }

// lookAgain asks for the status once more wherever a success was answered after it had been asked for last.
func (p *play) lookAgain(ctx context.Context) {
	for _, last := range maps.Clone(p.looked) {
		if p.to.Any(last.at, func(e record.Event) bool { return succeeds(e) && isOf(e, last.step.Attempt) }) {
			for begun := time.Now(); !p.to.Quiet(quiet+p.pace.untilShown()) && time.Since(begun) < grace && ctx.Err() == nil; {
				time.Sleep(firstPoll)
			}
			p.tell(ctx, "status", *p.config.Status, last.step, httpcall.Values{})
		}
	}
}

// look is a step that asked for the status, and when.
type look struct {
	step server.Step
	at   time.Time
}
