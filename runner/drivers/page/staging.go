package page

import (
	"context"
	"fmt"
	"sync"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Staging is how the outcomes of one scenario's calls are arranged, one call after another. It is safe for use by several
// goroutines.
type Staging struct {
	means    Means
	scenario wallet.Scenario
	calls    []wallet.Call // those that are staged, in order

	mu       sync.Mutex
	asked    int               // how many outcomes the page has asked for
	untested string            // why an outcome could not be arranged
	missed   map[string]error  // by the id of the call: why its button could not be pressed
	states   map[string]string // by the id of the call: the state that what Means.Stage staged carries
}

// NewStaging returns the staging of a scenario of which nothing is staged yet.
func NewStaging(means Means, s wallet.Scenario) *Staging {
	staging := &Staging{means: means, scenario: s, missed: map[string]error{}, states: map[string]string{}}
	for _, call := range s.Calls {
		if call.Stage != nil {
			staging.calls = append(staging.calls, call)
		}
	}
	return staging
}

// Calls are those calls of the scenario that are staged, in their order.
func (s *Staging) Calls() []wallet.Call { return s.calls }

// Begin begins to stage the next call, and says whether there is a way to bring the outcome about: the page asks for no
// more than the scenario has calls, and somebody knows what to do on its authorisation page.
func (s *Staging) Begin(o record.Outcome) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.asked++; s.asked > len(s.calls) {
		return false
	}
	if _, ok := s.means.Actions[o]; !ok && s.means.Actions != nil {
		s.untested = fmt.Sprintf("no actions are given for outcome %s", o)
		return false
	}
	return true
}

// Call is the number of the call that was begun last, among Calls. ok is false where the page asked for none, or for more
// than the scenario has.
func (s *Staging) Call() (number int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked - 1, 1 <= s.asked && s.asked <= len(s.calls)
}

// Arrange arranges the outcome of the call that was begun last by Means.Stage, and tells the person what to do, unless
// the call does not pass what was staged: the wallet refuses that by itself. ok is false where the outcome cannot be
// arranged. The error ends the scenario and the run.
func (s *Staging) Arrange(ctx context.Context, wish record.Stage) (signStr string, ok bool, err error) {
	staged, err := s.means.Stage.Stage(ctx, wish)
	if err != nil {
		return "", false, fmt.Errorf("staging outcome %s: %w", wish.Outcome, err)
	}
	if staged.Untested != "" {
		s.mu.Lock()
		s.untested = staged.Untested
		s.mu.Unlock()
		return "", false, nil
	}
	number, begun := s.Call()
	if begun {
		s.mu.Lock()
		s.states[s.calls[number].ID] = staged.AuthState
		s.mu.Unlock()
	}
	if staged.Instruction != "" && s.means.Tell != nil && begun && s.calls[number].Fill != "" {
		s.means.Tell(staged.Instruction)
	}
	return staged.SignStr, true, nil
}

// Miss remembers why nobody could do what an outcome takes for the call with that id.
func (s *Staging) Miss(id string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.missed[id] = err
}

// Judge adds to what was performed what was staged, which may carry another state than the one that was asked for, and
// why it may not be what was asked for: an outcome that could not be arranged, or a button that nobody could press while
// its call waited for it. A call that does not pass what was staged has no button; that it is not answered is the
// wallet's doing.
func (s *Staging) Judge(p wallet.Performance) wallet.Performance {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Untested != "" && s.untested != "" {
		p.Untested = s.untested
	}
	for i, r := range p.Records {
		if state, known := s.states[r.ID]; known && r.Stage != nil {
			staged := *r.Stage
			staged.AuthState = state
			p.Records[i].Stage = &staged
		}
		missed := s.missed[r.ID]
		if missed != nil && r.End != record.Settled && i < len(s.scenario.Calls) && s.scenario.Calls[i].Fill != "" {
			return wallet.Performance{Untested: "it could not be staged: " + missed.Error()}
		}
	}
	return p
}
