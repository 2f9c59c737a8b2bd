package browser

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webpage"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// staging is what the driver does for one scenario while the page performs it.
type staging struct {
	*webpage.Staging
	driver  *Driver
	page    *page // what holds my
	main    *page // what a person has before them
	ctx     context.Context
	overlap bool
	failed  chan error // ends the scenario and the run

	calls []*stagedCall // in their order

	mu     sync.Mutex
	staged int    // calls that were staged so far
	stop   func() // ends the actions that run
	acting sync.WaitGroup
	cut    bool // the network is off
}

func (d *Driver) newStaging(ctx context.Context, s wallet.Scenario) *staging {
	staging := &staging{
		Staging: webpage.NewStaging(d.options.means(), s), driver: d, page: d.wallet, main: d.main, ctx: ctx, overlap: s.Overlap,
		failed: make(chan error, 1), stop: func() {},
	}
	for _, call := range staging.Calls() {
		staging.calls = append(staging.calls, newStagedCall(call.ID))
	}
	return staging
}

// take does what the page asks for, which may take a while.
func (s *staging) take(m webpage.Message) {
	if m.Op != webpage.Before && m.Op != webpage.Stage {
		return
	}
	s.calm()
	switch {
	case !s.Begin(m.Wish.Outcome):
		s.answer(m.Ask, nil)
	case m.Op == webpage.Before:
		s.answer(m.Ask, true)
	default:
		s.arrange(m)
	}
}

// arrange stages by Options.Stage.
func (s *staging) arrange(m webpage.Message) {
	signStr, ok, err := s.Arrange(s.ctx, m.Wish)
	switch {
	case s.ctx.Err() != nil:
	case err != nil:
		s.fail(err)
	case !ok:
		s.answer(m.Ask, nil)
	default:
		s.act(m.Wish.Outcome, signStr)
		s.answer(m.Ask, map[string]string{"signStr": signStr})
	}
}

// answer answers what the page asked; nil says that it cannot be arranged.
func (s *staging) answer(ask int, value any) {
	err := evaluate(s.ctx, s.page, fmt.Sprintf("__signspec.answer(%d, %s)", ask, quote(value)), nil)
	if err != nil && s.ctx.Err() == nil && !isLost(err) {
		s.fail(fmt.Errorf("answering the page: %w", err))
	}
}

// act begins to perform the actions for an outcome, which wait for the authorisation page.
func (s *staging) act(o record.Outcome, signStr string) {
	actions := s.driver.options.Actions[o]
	number, ok := s.Call()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil || !ok || number < s.staged { // more than the scenario stages is nobody's
		return
	}
	s.staged = number + 1
	call := s.calls[number]
	call.signStr, call.acts = signStr, len(actions) > 0
	close(call.staged)
	if !call.acts {
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	before := s.stop
	s.stop = func() { before(); cancel() }
	s.acting.Go(func() {
		defer close(call.acted)
		surface := &surface{staging: s, number: number}
		defer surface.close()
		err := ui.Perform(ctx, surface, actions)
		var missed *ui.Error
		switch {
		case errors.As(err, &missed):
			s.Miss(call.id, fmt.Errorf("for outcome %s, %w", o, missed))
		case err != nil && surface.missing != nil: // the call was over first
			s.Miss(call.id, fmt.Errorf("for outcome %s, %w, until the call was over", o, surface.missing))
		}
	})
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
