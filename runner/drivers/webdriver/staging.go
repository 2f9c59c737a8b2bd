package webdriver

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// staging is what the driver does for one scenario while the page performs it.
type staging struct {
	*webpage.Staging
	driver  *Driver
	ctx     context.Context
	overlap bool
	// strict says that calls overlap which want different things done: a button is only pressed on a page that was
	// opened with the call's own sign string.
	strict bool
	acted  chan struct{} // a list of actions has ended, so the page has something to say soon

	mu      sync.Mutex
	strings []string // the sign strings of the calls so far
	waiting []press  // what is to be pressed as soon as every call is made
	failure error    // ends the scenario and the run
	stop    func()   // ends the actions that run
	acting  sync.WaitGroup
	running int  // lists of actions
	cut     bool // the network is off
}

func (d *Driver) newStaging(ctx context.Context, s wallet.Scenario) *staging {
	return &staging{
		Staging: webpage.NewStaging(d.options.means(), s), driver: d, ctx: ctx, overlap: s.Overlap, strict: d.differs(s),
		acted: make(chan struct{}, 1), stop: func() {},
	}
}

// take does what the page asks for, and returns what the page has to say meanwhile.
func (s *staging) take(ctx context.Context, m message) ([]message, error) {
	if m.Op == webpage.Staged {
		s.act(m.Wish.Outcome, m.SignStr)
		return nil, nil
	}
	if err := s.calm(ctx); err != nil {
		return nil, err
	}
	if !s.Begin(m.Wish.Outcome) {
		return s.driver.page.exchange(ctx, &reply{m.Ask, nil})
	}
	if m.Op == webpage.Before {
		return s.driver.page.exchange(ctx, &reply{m.Ask, true})
	}
	return s.arrange(ctx, m)
}

// arrange stages by Options.Stage, and begins the actions once the page has the sign string.
func (s *staging) arrange(ctx context.Context, m message) ([]message, error) {
	signStr, ok, err := s.Arrange(ctx, m.Wish)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return s.driver.page.exchange(ctx, &reply{m.Ask, nil})
	}
	messages, err := s.driver.page.exchange(ctx, &reply{m.Ask, map[string]string{"signStr": signStr}})
	if err == nil {
		s.act(m.Wish.Outcome, signStr)
	}
	return messages, err
}

// act has the actions for an outcome performed. Where calls overlap nobody presses anything before the last is about to
// be made: otherwise the first would be over by then.
func (s *staging) act(o record.Outcome, signStr string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.strings = append(s.strings, signStr)
	calls := s.Calls()
	number, ok := s.Call()
	if !ok { // of no call of this scenario
		return
	}
	s.waiting = append(s.waiting, press{calls[number].ID, o, signStr})
	if s.overlap && number < len(calls)-1 {
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
			s.Miss(p.call, fmt.Errorf("for outcome %s, %w", p.outcome, missed))
		case errors.As(err, &broken):
			s.failure = err
		case err != nil && page.missing != nil: // the call was over first, one way or the other
			s.Miss(p.call, fmt.Errorf("for outcome %s, %w, until the call was over", p.outcome, page.missing))
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
