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

	"github.com/signspec/signspec/runner/drivers/protocol"
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
	// Settle and Quiet are virtual time; zero means DefaultSettle and DefaultQuiet.
	Settle, Quiet time.Duration
	// Command starts the child; nil means this executable with ChildArgument.
	Command []string
	Limits  Limits
}

// Wallet is a wallet module and the child that runs it. It satisfies wallet.Wallet; one scenario is performed at a
// time.
type Wallet struct {
	options Options
	rest    time.Duration                  // as long as Options.Quiet where that is given
	bundle  func() (*engine.Bundle, error) // waits for the bundler

	mu       sync.Mutex
	child    func() (*child, error) // waits for the child that is being started; nil where none is
	instance int                    // scenarios performed, each on an instance of its own
	spent    time.Duration          // real time of loading and of all scenarios
	lost     time.Duration          // the part of it that crashed
	crashes  []string               // the reason of each crash
}

var _ wallet.Wallet = (*Wallet)(nil)

// Start begins to bundle the module and to start the child, at the same time, and returns at once. What fails is told
// by Describe. Close ends it.
func Start(options Options) *Wallet {
	options.Limits = options.Limits.withDefaults()
	if options.Settle == 0 {
		options.Settle = DefaultSettle
	}
	w := &Wallet{options: options, rest: options.Quiet}
	if options.Quiet == 0 {
		w.options.Quiet, w.rest = DefaultQuiet, rest
	}
	w.bundle = future(func() (*engine.Bundle, error) { return engine.NewBundle(options.Source) })
	w.startChild()
	return w
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
	var crash *crashError
	if errors.As(err, &crash) {
		return wallet.Description{}, fmt.Errorf("%s could not be loaded: %s", w.options.Source.Path, crash.reason)
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
	if reason := w.over(); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	w.instance++
	var performance wallet.Performance
	err := w.ask(ctx, func(ctx context.Context, c *child) (err error) {
		performance, err = c.client.Run(ctx, protocol.RunParams{
			Scenario: s, Entry: w.options.Entry,
			SettleMs: milliseconds(w.options.Settle), QuietMs: milliseconds(w.options.Quiet),
			RestMs: milliseconds(w.rest),
		})
		return err
	})
	var crash *crashError
	switch {
	case errors.As(err, &crash) && crash.late:
		// How long something takes depends on the machine, so that nobody is accused of it.
		w.crashes = append(w.crashes, crash.reason)
		performance = wallet.Performance{Untested: crash.reason}
	case errors.As(err, &crash):
		w.crashes = append(w.crashes, crash.reason)
		performance = crashed(s, w.options.Entry, crash.reason)
	case err != nil:
		return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
	}
	for i := range performance.Records {
		performance.Records[i].Instance = w.instance
	}
	return performance, nil
}

// over says why nothing more is performed, or "".
func (w *Wallet) over() string {
	if n := len(w.crashes); n >= w.options.Limits.Crashes {
		return fmt.Sprintf("the wallet crashed %d times, so the run was ended (the last time: %s)", n, w.crashes[n-1])
	}
	if w.spent >= w.options.Limits.Total {
		return fmt.Sprintf("the scenarios before this one took the whole %s of real time that all of them have", sandbox.Seconds(w.options.Limits.Total))
	}
	return ""
}

// ask puts one question to the child, which is started if there is none, within the time that is left. A child that
// did not answer is gone afterwards, and the error is a *crashError.
func (w *Wallet) ask(ctx context.Context, question func(context.Context, *child) error) error {
	if w.child == nil {
		w.startChild()
	}
	began := time.Now()
	c, err := w.child()
	if err != nil {
		w.child = nil
		return err
	}
	limit := min(c.limit, w.options.Limits.next(w.lost))
	limited, cancel := context.WithTimeout(ctx, sandbox.Patience(limit))
	defer cancel()
	err = question(limited, c)
	w.spent += time.Since(began)
	if err == nil {
		return nil
	}
	var answer *protocol.Error
	var malformed *protocol.ResultError
	switch {
	case errors.As(err, &answer) && answer.Code == protocol.CodeConfiguration:
		return &config.Error{Message: answer.Message, Stack: answer.Stack()}
	case errors.As(err, &answer), errors.As(err, &malformed):
		return err
	}
	w.child = nil
	w.lost += time.Since(began)
	died := c.end()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return crash(died, err, limit, w.options.Limits.Memory)
}

func (w *Wallet) startChild() {
	command, limits := w.options.Command, w.options.Limits
	limits.Scenario = limits.next(w.lost)
	w.child = future(func() (*child, error) { return startChild(command, limits, w.bundle) })
}

// Close ends the child. It returns when the child is gone.
func (w *Wallet) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.child == nil {
		return nil
	}
	c, err := w.child()
	w.child = nil
	if err != nil {
		return nil // told by Describe; there is nothing to close
	}
	c.end()
	return nil
}

// future runs f at once in a goroutine of its own and returns a function that waits for its result.
func future[T any](f func() (T, error)) func() (T, error) {
	wait := sync.OnceValues(f)
	go wait()
	return wait
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
