package webdriver

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// How outcomes are arranged, as page.js knows it.
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
	ctx     context.Context
	staged  []wallet.Call // the calls that are staged, in order
	overlap bool
	// strict says that calls overlap which want different things done: a button is only pressed on a page that was
	// opened with the call's own sign string.
	strict bool
	acted  chan struct{} // a list of actions has ended, so the page has something to say soon

	mu       sync.Mutex
	strings  []string         // the sign strings of the calls so far
	asked    int              // how many outcomes were asked for
	waiting  []press          // what is to be pressed as soon as every call is made
	untested string           // why an outcome could not be arranged
	missed   map[string]error // by the id of the call: why its button could not be pressed
	failure  error            // ends the scenario and the run
	stop     func()           // ends the actions that run
	acting   sync.WaitGroup
	running  int  // lists of actions
	cut      bool // the network is off
}

func (d *Driver) newStaging(ctx context.Context, s wallet.Scenario) *staging {
	var staged []wallet.Call
	for _, call := range s.Calls {
		if call.Stage != nil {
			staged = append(staged, call)
		}
	}
	return &staging{
		driver: d, ctx: ctx, staged: staged, overlap: s.Overlap, strict: d.differs(s), acted: make(chan struct{}, 1),
		missed: map[string]error{}, stop: func() {},
	}
}

// take does what the page asks for, and returns what the page has to say meanwhile.
func (s *staging) take(ctx context.Context, m message) ([]message, error) {
	if m.Op == "staged" {
		s.act(m.Wish.Outcome, m.SignStr)
		return nil, nil
	}
	if err := s.calm(ctx); err != nil {
		return nil, err
	}
	s.asked++
	if !s.possible(m.Wish.Outcome) {
		return s.driver.page.exchange(ctx, &reply{m.Ask, nil})
	}
	if m.Op == "before" {
		return s.driver.page.exchange(ctx, &reply{m.Ask, true})
	}
	return s.arrange(ctx, m)
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

// arrange stages by Options.Stage, and begins the actions once the page has the sign string.
func (s *staging) arrange(ctx context.Context, m message) ([]message, error) {
	staged, err := s.driver.options.Stage.Stage(ctx, m.Wish)
	if err != nil {
		return nil, fmt.Errorf("staging outcome %s: %w", m.Wish.Outcome, err)
	}
	if staged.Untested != "" {
		s.mu.Lock()
		s.untested = staged.Untested
		s.mu.Unlock()
		return s.driver.page.exchange(ctx, &reply{m.Ask, nil})
	}
	if staged.Instruction != "" && s.driver.options.Tell != nil {
		s.driver.options.Tell(staged.Instruction)
	}
	messages, err := s.driver.page.exchange(ctx, &reply{m.Ask, map[string]string{"signStr": staged.SignStr}})
	if err == nil {
		s.act(m.Wish.Outcome, staged.SignStr)
	}
	return messages, err
}

// act has the actions for an outcome performed. Where calls overlap nobody presses anything before the last is about to
// be made: otherwise the first would be over by then.
func (s *staging) act(o record.Outcome, signStr string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.strings = append(s.strings, signStr)
	if s.asked == 0 || s.asked > len(s.staged) { // of no call of this scenario
		return
	}
	s.waiting = append(s.waiting, press{s.staged[s.asked-1].ID, o, signStr})
	if s.overlap && s.asked < len(s.staged) {
		return
	}
	for _, p := range s.waiting {
		s.begin(p)
	}
	s.waiting = nil
}

// press is what is to be pressed for one call.
type press struct {
	call    string // its id
	outcome record.Outcome
	signStr string
}

// begin begins to perform the actions for a call, which wait for its authorisation page. The staging is held.
func (s *staging) begin(p press) {
	actions := s.driver.options.Actions[p.outcome]
	if len(actions) == 0 || s.ctx.Err() != nil {
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	before := s.stop
	s.stop = func() { before(); cancel() }
	s.running++
	s.acting.Go(func() {
		page := &surface{staging: s, signStr: p.signStr}
		err := performActions(ctx, page, actions)
		s.mu.Lock()
		s.running--
		var missed *ui.Error
		var broken *panicError
		switch {
		case errors.As(err, &missed):
			s.missed[p.call] = fmt.Errorf("for outcome %s, %w", p.outcome, missed)
		case errors.As(err, &broken):
			s.failure = err
		case err != nil && page.missing != nil: // the call was over first, one way or the other
			s.missed[p.call] = fmt.Errorf("for outcome %s, %w, until the call was over", p.outcome, page.missing)
		}
		s.mu.Unlock()
		select {
		case s.acted <- struct{}{}:
		default: // one is enough
		}
	})
}

// panicError is a panic in a goroutine of the driver's own, where it would end the process before any session could be
// ended.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string {
	return fmt.Sprintf("panic while pressing buttons: %v\n%s", e.value, e.stack)
}

func performActions(ctx context.Context, s ui.Surface, actions []ui.Action) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value, debug.Stack()}
		}
	}()
	return ui.Perform(ctx, s, actions)
}

// pause waits until the page is to be asked again: a while, or until everything was pressed, which it then says.
func (s *staging) pause(ctx context.Context, d time.Duration) (acted bool, err error) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-s.acted:
		acted = true
	case <-ctx.Done():
		return false, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return acted, s.failure
}

// elsewhere says whether buttons are being pressed in another context than the page's.
func (s *staging) elsewhere() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	on := s.driver.options.ActionsOn.Context
	return s.running > 0 && on != "" && on != s.driver.home.context
}

// calm ends what is still done for the call before, because that call has ended, and gives the network back.
func (s *staging) calm(ctx context.Context) error {
	if s.overlap {
		return s.restore(ctx) // the call before is still pending, and somebody has to press its button
	}
	s.mu.Lock()
	stop := s.stop
	s.strings, s.stop = nil, func() {}
	s.mu.Unlock()
	stop()
	s.acting.Wait()
	return s.restore(ctx)
}

// end ends whatever is still done. It may be called again.
func (s *staging) end() {
	s.mu.Lock()
	stop := s.stop
	s.mu.Unlock()
	stop()
	s.acting.Wait()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), onlineTimeout)
	defer cancel()
	_ = s.restore(ctx) // where it fails, the next that is staged says so
}

// restore gives the network back if it was taken away, and waits until the page has it.
func (s *staging) restore(ctx context.Context) error {
	s.mu.Lock()
	cut := s.cut
	s.mu.Unlock()
	if !cut {
		return nil
	}
	if err := s.driver.switchNetwork(ctx, true); err != nil {
		return fmt.Errorf("giving the network back: %w", err)
	}
	s.mu.Lock()
	s.cut = false
	s.mu.Unlock()
	return s.driver.awaitOnline(ctx)
}

// judge adds to what was performed why it may not be what was staged: an outcome that could not be arranged, or a
// button that nobody could press while the call waited for it. A call without a usable sign string has no button; that
// it is not answered is the wallet's doing.
func (s *staging) judge(scenario wallet.Scenario, p wallet.Performance) wallet.Performance {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Untested != "" && s.untested != "" {
		p.Untested = s.untested
	}
	for i, r := range p.Records {
		missed := s.missed[r.ID]
		if missed != nil && r.End != record.Settled && i < len(scenario.Calls) && scenario.Calls[i].Fill != "" {
			return wallet.Performance{Untested: "it could not be staged: " + missed.Error()}
		}
	}
	return p
}
