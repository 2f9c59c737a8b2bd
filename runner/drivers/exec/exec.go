// Package exec is the driver for a wallet behind any adapter process: it starts the command and speaks the adapter
// protocol over the standard input and output of the process.
//
// A process that breaks the protocol, dies or does not answer in time has failed for good: it is killed with its
// children, and it is not started again, because what it had learned of the run is lost with it.
package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

const (
	// DefaultSettle is how long a call may take to settle in real time: a person approves in it, and it is the
	// patience of a payment page.
	DefaultSettle = 30 * time.Second
	// DefaultQuiet is how long to watch a call that has settled: a second callback by another delivery path comes
	// within a few turns of an event loop.
	DefaultQuiet = 200 * time.Millisecond

	// DescribeTimeout includes the start of the process: a runtime that compiles first needs some seconds.
	DescribeTimeout = 10 * time.Second
	// StageTimeout is the least that staging one call may take; the observer grants the same.
	StageTimeout = 10 * time.Second
	// RunSlack is what a scenario may take beyond what its calls may: a busy machine, a garbage collection.
	RunSlack = 10 * time.Second
	// LineTimeout is how long the process may take to write an answer, from its first byte on: it has it by then.
	LineTimeout = 5 * time.Second
	// CloseTimeout is how long the process may take to end after it was asked to; then it is killed.
	CloseTimeout = 2 * time.Second
)

// Options say what to start and how long to wait.
type Options struct {
	// Command is the program and its arguments.
	Command []string
	// Dir is the working directory; empty is the current one.
	Dir string
	// Env is the environment; nil is that of this process.
	Env []string
	// Entry is the entry point of the profile.
	Entry schemas.Entry
	// Settle and Quiet are how long to wait for a call to settle, and then for whatever else it does; 0 means
	// DefaultSettle and DefaultQuiet.
	Settle, Quiet time.Duration
	// Stderr gets what the process prints on its standard error, each line with a prefix and with its control
	// characters escaped; nil discards it.
	Stderr io.Writer
}

// Driver reaches a wallet through an adapter process. It satisfies wallet.Wallet. Close ends it.
type Driver struct {
	options Options

	mu       sync.Mutex
	process  *Process
	real     bool // the adapter's time is real, as it says or does not say
	patience *patience.Patience
	failed   error // why the adapter cannot be used any more
}

var _ wallet.Wallet = (*Driver)(nil)

// New returns a Driver; the process starts when it is first needed.
func New(options Options) *Driver {
	if options.Settle == 0 {
		options.Settle = DefaultSettle
	}
	if options.Quiet == 0 {
		options.Quiet = DefaultQuiet
	}
	return &Driver{options: options, patience: patience.New(options.Settle, false)}
}

// Describe starts the process and asks what its wallet is. Errors: *config.Error where the command cannot be
// started or the adapter says that it is misconfigured, *Failure where the process failed.
func (d *Driver) Describe(ctx context.Context) (wallet.Description, error) {
	var description wallet.Description
	err := d.ask(ctx, DescribeTimeout, func(ctx context.Context, client *protocol.Client) (err error) {
		description, err = client.Describe(ctx, protocol.DescribeParams{Entry: d.options.Entry})
		if description.Time == "" {
			description.Time = realTime
		}
		d.real = err == nil && description.Time == realTime
		return err
	})
	if err != nil {
		return wallet.Description{}, fmt.Errorf("describing the wallet: %w", err)
	}
	return description, nil
}

// Perform has the adapter perform one scenario. Errors are as for Describe.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	var performance wallet.Performance
	err := d.ask(ctx, d.runTimeout(s), func(ctx context.Context, client *protocol.Client) (err error) {
		performance, err = client.Run(ctx, protocol.RunParams{
			Scenario: s, Entry: d.options.Entry,
			SettleMs: milliseconds(d.settle(s)), QuietMs: milliseconds(d.options.Quiet),
		})
		for i := range performance.Records {
			r := &performance.Records[i]
			r.Instance = 1 // the process is started once
			// What the suite asked for it knows itself; a record that forgets it would be left unjudged by many a rule.
			r.Overlap = s.Overlap
			r.Stage = s.Calls[i].Stage
		}
		d.patience.Learn(performance)
		return err
	})
	if err != nil {
		return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
	}
	return performance, nil
}

// realTime is what a description says of a clock that nobody can turn.
const realTime = "real"

// settle is how long the adapter may wait for a call of the scenario to settle. Virtual time costs nothing, so nothing
// is cut off it.
func (d *Driver) settle(s wallet.Scenario) time.Duration {
	if !d.real {
		return d.options.Settle
	}
	return d.patience.Settle(s)
}

// Close asks the adapter to end, kills whatever is left of it, and returns what the adapter did wrong in that, such
// as a second answer to the last request. Closing again, or a driver that never started, does nothing.
func (d *Driver) Close(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.process == nil {
		return nil
	}
	process := d.process
	d.process = nil
	defer process.Kill()
	if d.failed != nil {
		return nil // told when it failed
	}
	d.failed = errors.New("the driver is closed")
	ctx, cancel := context.WithTimeout(ctx, CloseTimeout)
	defer cancel()
	err := process.Client.Close(ctx)
	if err == nil {
		process.CloseInput()
		if process.Await(ctx) && process.crashed() {
			return fmt.Errorf("closing the adapter: %w", process.fail(errCrashed))
		}
		return nil
	}
	var late *protocol.DeadlineError
	var closed *protocol.ClosedError
	switch {
	case errors.As(err, &late):
		return nil // rude, but every record is there: what it ignores or forgets at its end spoils nothing
	case errors.As(err, &closed):
		failure := process.fail(err)
		if failure.State == "" || process.succeeded() {
			return nil // rude, too
		}
		err = failure // it crashed, and who knows since when it was not itself
	}
	return fmt.Errorf("closing the adapter: %w", err)
}

// errCrashed is what a process is accused of that did all that it was asked to, and was then ended by a signal.
var errCrashed = errors.New("the adapter answered close, and crashed")

// ask has a question answered by the running process within the limit.
func (d *Driver) ask(ctx context.Context, limit time.Duration, question func(context.Context, *protocol.Client) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.failed != nil {
		return &protocol.BrokenError{Err: d.failed}
	}
	if d.process == nil {
		process, err := Start(d.options)
		if err != nil {
			d.failed = err
			return err
		}
		d.process = process
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := question(ctx, d.process.Client)
	var refusal *protocol.Error
	var result *protocol.ResultError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal) && refusal.Code == protocol.CodeConfiguration:
		return &config.Error{Message: refusal.Message, Stack: refusal.Stack()}
	case errors.As(err, &refusal):
		return fmt.Errorf("the adapter answered with error %d: %w", refusal.Code, refusal)
	case errors.As(err, &result):
		return err // in step, so the next request can still be asked
	}
	d.failed = d.process.fail(err)
	return d.failed
}

// runTimeout is how long a scenario may take: staging, settling and quiet for each call, one after another.
func (d *Driver) runTimeout(s wallet.Scenario) time.Duration {
	limit := RunSlack
	for _, call := range s.Calls {
		limit += d.options.Settle + d.options.Quiet
		if call.Stage != nil {
			limit += max(StageTimeout, d.options.Settle)
		}
	}
	return limit
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
