package browser

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// How outcomes are arranged, as host.js knows it.
const (
	stagedByDriver = "driver" // by Options.Stage
	stagedByPage   = "page"   // by the page's own stage
	stagedByBoth   = "acts"   // by the page's own stage, and then by actions
)

func (d *Driver) staging() string {
	switch {
	case d.options.Stage != nil:
		return stagedByDriver
	case d.options.Actions != nil:
		return stagedByBoth
	}
	return stagedByPage
}

// staging is what the driver does for one scenario while the page performs it.
type staging struct {
	driver  *Driver
	page    *page // what holds my
	main    *page // what a person has before them
	ctx     context.Context
	overlap bool
	failed  chan error // ends the scenario and the run

	calls []*stagedCall // in their order

	mu       sync.Mutex
	staged   int    // calls that were staged so far
	untested string // why an outcome could not be arranged
	missed   error  // the first list of actions that could not be performed
	stop     func() // ends the actions that run
	acting   sync.WaitGroup
	cut      bool // the network is off
}

func (d *Driver) newStaging(ctx context.Context, s wallet.Scenario) *staging {
	staging := &staging{driver: d, page: d.wallet, main: d.main, ctx: ctx, overlap: s.Overlap, failed: make(chan error, 1), stop: func() {}}
	for _, call := range s.Calls {
		if call.Stage != nil {
			staging.calls = append(staging.calls, newStagedCall())
		}
	}
	return staging
}

// take does what the page asks for, which may take a while.
func (s *staging) take(m message) {
	switch m.Op {
	case "before":
		s.calm()
		s.answer(m.Ask, s.possible(m.Wish.Outcome))
	case "stage":
		s.calm()
		if !s.possible(m.Wish.Outcome) {
			s.answer(m.Ask, false)
			return
		}
		s.arrange(m)
	}
}

// possible says whether there is a way to bring the outcome about.
func (s *staging) possible(o record.Outcome) bool {
	if _, ok := s.driver.options.Actions[o]; ok || s.driver.options.Actions == nil {
		return true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.untested = fmt.Sprintf("no actions are given for outcome %s", o)
	return false
}

// arrange stages by Options.Stage.
func (s *staging) arrange(m message) {
	signStr, untested, err := s.driver.options.Stage(s.ctx, m.Wish)
	switch {
	case s.ctx.Err() != nil:
	case err != nil:
		s.fail(fmt.Errorf("staging outcome %s: %w", m.Wish.Outcome, err))
	case untested != "":
		s.mu.Lock()
		s.untested = untested
		s.mu.Unlock()
		s.answer(m.Ask, false)
	default:
		s.act(m.Wish.Outcome, signStr)
		s.answer(m.Ask, map[string]string{"signStr": signStr})
	}
}

// answer answers what the page asked; false becomes null, which says that it cannot be arranged.
func (s *staging) answer(ask int, value any) {
	if value == false {
		value = nil
	}
	err := evaluate(s.ctx, s.page, fmt.Sprintf("__signspec.answer(%d, %s)", ask, quote(value)), nil)
	if err != nil && s.ctx.Err() == nil && !isLost(err) {
		s.fail(fmt.Errorf("answering the page: %w", err))
	}
}

// act begins to perform the actions for an outcome, which wait for the authorisation page.
func (s *staging) act(o record.Outcome, signStr string) {
	actions := s.driver.options.Actions[o]
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil || s.staged == len(s.calls) { // more than the scenario stages is nobody's
		return
	}
	number := s.staged
	s.staged++
	call := s.calls[number]
	call.signStr, call.acts = signStr, len(actions) > 0
	close(call.staged)
	if !call.acts {
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	before := s.stop
	s.stop = func() { before(); cancel() }
	s.acting.Add(1)
	go func() {
		defer s.acting.Done()
		defer close(call.acted)
		surface := &surface{staging: s, number: number}
		defer surface.close()
		err := ui.Perform(ctx, surface, actions)
		var missed *ui.Error
		if errors.As(err, &missed) {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.missed == nil {
				s.missed = fmt.Errorf("for outcome %s, %w", o, missed)
			}
		}
	}()
}

// calm ends what is still done for the call before, because that call has ended, and gives the network back.
func (s *staging) calm() {
	s.mu.Lock()
	stop := s.stop
	if s.overlap {
		stop = func() {} // the call before is still pending, and somebody has to press its button
	} else {
		s.stop = func() {}
	}
	s.mu.Unlock()
	stop()
	if !s.overlap {
		s.acting.Wait()
	}
	s.restore(s.ctx)
}

// end ends whatever is still done.
func (s *staging) end() {
	s.mu.Lock()
	stop := s.stop
	s.mu.Unlock()
	stop()
	s.acting.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), attachTimeout)
	defer cancel()
	s.restore(ctx)
}

// restore gives the network back if it was taken away.
func (s *staging) restore(ctx context.Context) {
	s.mu.Lock()
	cut := s.cut
	s.cut = false
	s.mu.Unlock()
	if cut {
		setNetwork(ctx, s.main, true)
	}
}

func (s *staging) fail(err error) {
	select {
	case s.failed <- err:
	default: // one is enough
	}
}

// judge adds to what was performed why it may not be what was staged: an outcome that could not be arranged, or a
// button that nobody could press while the call waited for it.
func (s *staging) judge(p wallet.Performance) wallet.Performance {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Untested != "" && s.untested != "" {
		p.Untested = s.untested
	}
	if s.missed == nil {
		return p
	}
	for _, r := range p.Records {
		if r.End != record.Settled {
			return wallet.Performance{Untested: "it could not be staged: " + s.missed.Error()}
		}
	}
	return p
}
