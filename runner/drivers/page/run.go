package page

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Run is one scenario while a page performs it.
type Run struct {
	Number int64 // counts up; a page may still speak of one that was given up
	params protocol.RunParams
	means  Means

	scenario wallet.Scenario
	driver   Driver
	staging  *Staging
	actions  *actions
	fail     context.CancelCauseFunc
	acted    int // calls whose actions were begun
}

// restoreTimeout is how long the network may take to be there again once a scenario is over.
const restoreTimeout = 30 * time.Second

func (s *Session) newRun(ctx context.Context, scenario wallet.Scenario, fail context.CancelCauseFunc) *Run {
	staging := NewStaging(s.config.Means, scenario)
	r := &Run{
		Number: s.runs, means: s.config.Means, scenario: scenario, driver: s.driver, staging: staging, fail: fail,
		params: Params(scenario, s.config.Entry, s.settle(scenario), s.config.Quiet),
	}
	r.actions = &actions{run: r, ctx: ctx, ended: make(chan struct{}, 1), stop: func() {}, limit: s.config.ActionLimit}
	return r
}

// Script is the script that has a page begin the scenario, and its arguments.
func (r *Run) Script() (script string, arguments []any) {
	return runScript, []any{r.Number, Text(r.params), r.means.How()}
}

// Asks says whether the page asks for anything while it performs the scenario.
func (r *Run) Asks() bool { return r.means.Asks(r.scenario) }

// Overlap says whether calls of the scenario are pending at the same time.
func (r *Run) Overlap() bool { return r.scenario.Overlap }

// Differs says whether calls of the scenario overlap and want different things done.
func (r *Run) Differs() bool { return r.means.differ(r.scenario) }

// Fail ends the scenario with an error.
func (r *Run) Fail(err error) { r.fail(err) }

// Acting says whether a person has something to do at the moment.
func (r *Run) Acting() bool {
	r.actions.mu.Lock()
	defer r.actions.mu.Unlock()
	return r.actions.running > 0
}

// Acted gets something when a person has done everything for a call, so that the page has something to say soon.
func (r *Run) Acted() <-chan struct{} { return r.actions.ended }

// attend does what the page asks for until it is done.
func (r *Run) attend(ctx context.Context) (Message, error) {
	for {
		m, err := r.driver.Next(ctx, r)
		switch {
		case err != nil:
			return Message{}, err
		case m.Run != r.Number: // of a scenario that was given up
			continue
		case m.Op == Done:
			return m, nil
		}
		if err := r.take(ctx, m); err != nil {
			return Message{}, err
		}
	}
}

// take does what one message asks for.
func (r *Run) take(ctx context.Context, m Message) error {
	switch m.Op {
	case Staged:
		r.act(m.Wish.Outcome, m.SignStr)
		return nil
	case Before, Stage:
	default:
		return nil
	}
	if err := r.actions.finishCall(ctx); err != nil {
		return err
	}
	if !r.staging.Begin(m.Wish.Outcome) {
		return r.answer(ctx, m, nil)
	}
	if m.Op == Before {
		return r.answer(ctx, m, true)
	}
	signStr, ok, err := r.staging.Arrange(ctx, m.Wish)
	switch {
	case err != nil:
		return err
	case !ok:
		return r.answer(ctx, m, nil)
	}
	if err := r.answer(ctx, m, map[string]string{"signStr": signStr}); err != nil {
		return err
	}
	r.act(m.Wish.Outcome, signStr)
	return nil
}

// answer answers a message; nil says that the outcome cannot be arranged.
func (r *Run) answer(ctx context.Context, m Message, value any) error {
	if err := r.driver.Answer(ctx, m.Ask, Text(value)); err != nil {
		return fmt.Errorf("answering the page: %w", err)
	}
	return nil
}

// act has the actions for an outcome performed on the page of the call that was staged last.
func (r *Run) act(o record.Outcome, signStr string) {
	calls := r.staging.Calls()
	number, ok := r.staging.Call()
	if !ok || number < r.acted { // of no call of this scenario, or once more of the same
		return
	}
	r.acted = number + 1
	r.actions.add(&Call{
		ID: calls[number].ID, Outcome: o, SignStr: signStr, actions: r.means.Actions[o], done: make(chan struct{}),
	}, number == len(calls)-1)
}

// end ends whatever is still done. It may be called again.
func (r *Run) end(ctx context.Context) {
	r.actions.cancel()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), restoreTimeout)
	defer cancel()
	_ = r.actions.restoreNetwork(ctx) // where it fails, the next that is staged says so
}

// Text writes plain data as JSON.
func Text(value any) string {
	written, err := json.Marshal(value)
	if err != nil {
		panic("plain data can be written as JSON: " + err.Error())
	}
	return string(written)
}
