// Package script reaches a wallet that is a JavaScript or TypeScript module. It bundles the module and runs it in an
// embedded engine with virtual time, in a child process with limits: the command starts itself again, so a wallet that
// eats memory or loops for ever kills only that child, and the record says so.
package script

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// ChildArgument is the only argument of the command when it is started as the child.
const ChildArgument = "script-child"

// IsChild says whether the command, given os.Args, was started as the child: main then does nothing but to exit with
// the status that Child returns.
func IsChild(args []string) bool { return len(args) == 2 && args[1] == ChildArgument }

// Options say what to run.
type Options struct {
	// Source is the adapter module.
	Source engine.Source
	// Entry is the entry point of the profile.
	Entry schemas.Entry
	// Settle and Quiet are virtual time; zero means stage.VirtualSettle and stage.VirtualQuiet.
	Settle, Quiet time.Duration
	// Command starts the child; nil means this executable with ChildArgument.
	Command []string
	Limits  sandbox.Limits
}

// Wallet is a wallet module and the child that runs it. It satisfies wallet.Wallet; one scenario is performed at a
// time.
type Wallet struct {
	options Options
	rest    time.Duration                  // as long as Options.Quiet where that is given
	bundle  func() (*engine.Bundle, error) // waits for the bundler

	mu       sync.Mutex
	worker   sandbox.Worker[*child]
	second   *ahead.Second[wallet.Scenario, wallet.Performance] // nil where nothing is performed ahead
	instance int                                                // scenarios performed, each on an instance of its own
}

var _ wallet.Wallet = (*Wallet)(nil)

// Start begins to bundle the module and to start the child, at the same time, and returns at once. What fails is told
// by Describe. Close ends it.
func Start(options Options) *Wallet {
	options.Limits = options.Limits.WithDefaults()
	if options.Settle == 0 {
		options.Settle = stage.VirtualSettle
	}
	w := &Wallet{options: options, rest: options.Quiet}
	if options.Quiet == 0 {
		w.options.Quiet, w.rest = stage.VirtualQuiet, rest
	}
	w.bundle = sandbox.Future(func() (*engine.Bundle, error) { return Bundle(w.options.Source, w.options.Command) })
	w.begin()
	return w
}

// begin begins to start the child.
func (w *Wallet) begin() {
	w.worker = sandbox.Worker[*child]{What: "the wallet", Limits: w.options.Limits, Begin: func(limit time.Duration) (*child, error) {
		return startChild(w.options.Command, w.options.Limits.Memory, limit, w.bundle)
	}}
	w.worker.Prepare()
}

// Bundle waits for the bundler and returns the module as it is run: its digest for the report, and its warnings. The
// error is a *config.Error where the module does not parse or an import is not found.
func (w *Wallet) Bundle() (*engine.Bundle, error) {
	bundle, err := w.bundle()
	var source *engine.SourceError
	if errors.As(err, &source) {
		return nil, &config.Error{Message: source.Error()}
	}
	return bundle, err
}

// Describe loads the module and says what it is. The error is a *config.Error where the module is at fault: it
// does not parse, throws while it loads, or lacks an export; any other error means that it could not be reached, such
// as a module that never finishes loading.
func (w *Wallet) Describe(ctx context.Context) (wallet.Description, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.Bundle(); err != nil {
		return wallet.Description{}, err
	}
	var description wallet.Description
	err := w.ask(ctx, func(ctx context.Context, c *child) (err error) {
		description, err = c.client.Describe(ctx, protocol.DescribeParams{Entry: w.options.Entry})
		return err
	})
	var crash *sandbox.Crash
	if errors.As(err, &crash) {
		return wallet.Description{}, fmt.Errorf("%s could not be loaded: %s", w.options.Source.Path, reasonOf(crash))
	}
	return description, err
}

// Perform performs a scenario. A scenario that crashed the child is not an error: its records say so. One that took
// longer than it may is untested.
func (w *Wallet) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, err := w.Bundle(); err != nil {
		return wallet.Performance{}, err
	}
	if reason := w.worker.Over(); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	performance, ok := w.second.Performed(ctx, s.Name)
	if !ok {
		var err error
		if performance, err = w.perform(ctx, s); err != nil {
			return wallet.Performance{}, err
		}
	}
	w.instance++
	for i := range performance.Records {
		performance.Records[i].Instance = w.instance
	}
	return performance, nil
}

// perform has the child perform a scenario.
func (w *Wallet) perform(ctx context.Context, s wallet.Scenario) (performance wallet.Performance, err error) {
	err = w.ask(ctx, func(ctx context.Context, c *child) (err error) {
		performance, err = c.client.Run(ctx, protocol.RunParams{
			Scenario: s, Entry: w.options.Entry,
			SettleMs: milliseconds(w.options.Settle), QuietMs: milliseconds(w.options.Quiet),
			RestMs: milliseconds(w.rest),
		})
		return err
	})
	var crash *sandbox.Crash
	switch {
	case errors.As(err, &crash) && crash.Late:
		w.worker.Count(crash.Reason)
		performance = wallet.Performance{Untested: crash.Reason}
	case errors.As(err, &crash):
		w.worker.Count(reasonOf(crash))
		performance = crashed(s, w.options.Entry, reasonOf(crash))
	case err != nil:
		return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
	}
	return performance, nil
}

// ask puts one question to the child, within the time that is left. What the child answered is a *config.Error where it
// says so; a child that did not answer is gone afterwards, and the error is a *sandbox.Crash.
func (w *Wallet) ask(ctx context.Context, question func(context.Context, *child) error) error {
	return w.worker.Ask(ctx, w.options.Limits.Scenario, func(ctx context.Context, c *child, _ time.Duration) error {
		err := question(ctx, c)
		var answer *protocol.Error
		var malformed *protocol.ResultError
		switch {
		case errors.As(err, &answer) && answer.Code == protocol.CodeConfiguration:
			return sandbox.Answered(&config.Error{Message: answer.Message, Stack: answer.Stack()})
		case errors.As(err, &answer), errors.As(err, &malformed):
			return sandbox.Answered(err)
		}
		return err
	})
}

// Close ends the child. It returns when the child is gone.
func (w *Wallet) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.second.Close()
	w.worker.Close()
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
