package page

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// Perform performs a scenario. A page that crashed, or never came back, is not an error: the records say so, and the next
// scenario gets another page. A page that was left is a *LeftError, and a *config.Error is the user's to mend.
func (s *Session) Perform(ctx context.Context, scenario wallet.Scenario) (wallet.Performance, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if reason := s.crashes.Untested(); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	performance, err := s.perform(ctx, scenario)
	if err != nil {
		return s.failed(ctx, scenario, err)
	}
	for i := range performance.Records {
		performance.Records[i].Instance = s.instance
	}
	if s.config.Patience != nil {
		s.config.Patience.Learn(performance)
	}
	return performance, nil
}

func (s *Session) perform(ctx context.Context, scenario wallet.Scenario) (wallet.Performance, error) {
	if err := s.bringUp(ctx); err != nil {
		return wallet.Performance{}, err
	}
	if err := s.found.CanStage(scenario, s.config.Means.How()); err != nil {
		return wallet.Performance{}, err
	}
	if s.config.OneScreen && s.config.Means.differ(scenario) {
		return wallet.Performance{Untested: oneScreen}, nil
	}
	s.runs++
	limited, end := context.WithCancelCause(ctx)
	defer end(nil)
	run := s.newRun(limited, scenario, end)
	defer run.end(ctx)
	if err := s.begin(limited, run); err != nil {
		return wallet.Performance{}, cause(limited, err)
	}
	limit := s.limit(scenario)
	late := time.AfterFunc(limit, func() { end(&BusyError{After: limit}) })
	defer late.Stop()
	done, err := run.attend(limited)
	if err != nil {
		return wallet.Performance{}, cause(limited, err)
	}
	run.end(ctx)
	came, err := done.Performance()
	if err != nil {
		return wallet.Performance{}, err
	}
	performance := run.staging.Judge(came)
	s.littered = performance.Untested != "" && came.Untested == ""
	return performance, nil
}

const oneScreen = "two authorisation pages at once, and nothing on the screen of the app says which belongs to which call"

// cause is what ended a scenario: it says more than the command that it cost.
func cause(ctx context.Context, err error) error {
	if why := context.Cause(ctx); why != nil {
		return why
	}
	return err
}

// begin has the page begin the scenario. No call is made yet, so a page that went on or died since the last scenario
// costs nothing: the probe enters the one that is there now, of another session if it has to.
func (s *Session) begin(ctx context.Context, run *Run) error {
	err := s.driver.Begin(ctx, run)
	if err == nil || ctx.Err() != nil {
		return err
	}
	var crash *CrashError
	switch {
	case errors.As(s.driver.Explain(err), &crash):
		s.crashes = append(s.crashes, crash.Reason)
		s.shut(ctx)
	case errors.Is(err, ErrAway):
	default:
		return err
	}
	if err := s.bringUp(ctx); err != nil {
		return err
	}
	return s.driver.Begin(ctx, run)
}

// failed sorts out why a scenario could not be performed.
func (s *Session) failed(ctx context.Context, scenario wallet.Scenario, err error) (wallet.Performance, error) {
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	err = s.driver.Explain(err)
	var crash *CrashError
	var wrong *config.Error
	switch {
	case errors.As(err, &crash) && ctx.Err() == nil:
		s.crashes = append(s.crashes, crash.Reason)
		s.shut(ctx)
		return drivers.Crashed(scenario, s.config.Entry.String(), s.instance, crash.Reason), nil
	case !errors.As(err, &wrong):
		s.shut(ctx)
	}
	return wallet.Performance{}, fmt.Errorf("performing %s: %w", scenario.Name, err)
}

// settle is how long each call of the scenario may take to settle.
func (s *Session) settle(scenario wallet.Scenario) time.Duration {
	if s.config.Patience == nil {
		return s.config.Settle
	}
	return s.config.Patience.Settle(scenario)
}

// limit is how long a scenario may take in real time.
func (s *Session) limit(scenario wallet.Scenario) time.Duration {
	if s.config.Limit > 0 {
		return s.config.Limit
	}
	return Limit(scenario, s.config.Settle, s.config.Quiet)
}
