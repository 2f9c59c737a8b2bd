package socket

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/suites/wallet"
)

const (
	// DefaultSettle is how long a call may take to settle in real time: the patience of a payment page.
	DefaultSettle = 30 * time.Second
	// OperatorSettle is the same where a person has to do something on a phone: find an account, type a PIN.
	OperatorSettle = 2 * time.Minute
	// DefaultQuiet is how long to watch a call that has settled: a second callback by another delivery path comes
	// within a few turns of an event loop.
	DefaultQuiet = 200 * time.Millisecond

	// DefaultWait is how long to wait for the first device: somebody has to pick up a phone, or to upload the probe.
	DefaultWait = 10 * time.Minute
	// DescribeTimeout is how long a device that is there may take to say what it is.
	DescribeTimeout = 30 * time.Second
	// OperatorTimeout is how long a person may take to say that an instruction was read.
	OperatorTimeout = 10 * time.Minute
	// RunSlack is what a scenario may take beyond what its calls may. A device that has lost its connection is back in
	// it: a person was told to switch the network off, and has to find the switch again.
	RunSlack = 90 * time.Second
	// CloseTimeout is how long a device may take to hear that the check has ended.
	CloseTimeout = 2 * time.Second
)

// Options say how a device is spoken to and how long it is waited for.
type Options struct {
	// Entry is the entry point of the profile.
	Entry protocol.Entry
	// Settle and Quiet are how long to wait for a call to settle, and then for whatever else it does; 0 means
	// DefaultSettle, or OperatorSettle where Operator is set, and DefaultQuiet.
	Settle, Quiet time.Duration
	// Wait is how long to wait for the first device; 0 means DefaultWait.
	Wait time.Duration
	// Stager arranges outcomes. Where it is nil, the probe's own stage does, if it has one.
	Stager stage.Stager
	// Operator says that a person does what the Stager's instructions say.
	Operator bool
	// Token is the token of the link; empty means a random one.
	Token string
	// Adapter is the script that the H5 page loads after the probe: it leaves what an adapter module exports in the
	// global signspecAdapter. Empty means that my is in the page already.
	Adapter string
	// Tell is told in one line what becomes of the device; nil is nobody. It must not call the driver.
	Tell func(string)
}

// Driver reaches a wallet through a device. It satisfies wallet.Wallet. Close ends it.
type Driver struct {
	options Options
	token   string
	link    *link
	client  *protocol.Client

	mu     sync.Mutex
	failed error // why the device cannot be used any more

	pollMu sync.Mutex
	polled *polled // nil where the device never polled
}

var _ wallet.Wallet = (*Driver)(nil)

func newDriver(options Options) *Driver {
	if options.Settle == 0 {
		options.Settle = DefaultSettle
		if options.Operator {
			options.Settle = OperatorSettle
		}
	}
	if options.Quiet == 0 {
		options.Quiet = DefaultQuiet
	}
	if options.Wait == 0 {
		options.Wait = DefaultWait
	}
	if options.Tell == nil {
		options.Tell = func(string) {}
	}
	if options.Token == "" {
		options.Token = NewToken()
	}
	l := newLink(options.Tell, options.Stager != nil)
	s := newStream(l)
	d := &Driver{options: options, token: options.Token, link: l, client: protocol.NewClient(s, s)}
	d.client.BySchema = true
	return d
}

// Path is where the device has to go on the server: "/", the token, "/".
func (d *Driver) Path() string { return "/" + d.token + "/" }

// Describe waits for a device and asks what its wallet is. Errors: *drivers.ConfigError where the probe says that its
// adapter is wrong, *NobodyError where no device came, *Failure where it is of no use any more.
func (d *Driver) Describe(ctx context.Context) (wallet.Description, error) {
	if err := d.await(ctx); err != nil {
		return wallet.Description{}, err
	}
	var description wallet.Description
	err := d.ask(ctx, DescribeTimeout, func(ctx context.Context) (err error) {
		description, err = d.client.Describe(ctx, protocol.DescribeParams{Entry: d.options.Entry})
		return err
	})
	if err != nil {
		return wallet.Description{}, fmt.Errorf("describing the wallet: %w", err)
	}
	if description.Time == "" {
		description.Time = "real"
	}
	return description, nil
}

// NobodyError says that no device came.
type NobodyError struct{ Wait time.Duration }

func (e *NobodyError) Error() string {
	return fmt.Sprintf("no device came within %s", e.Wait)
}

// await waits for the first device.
func (d *Driver) await(ctx context.Context) error {
	limit := time.NewTimer(d.options.Wait)
	defer limit.Stop()
	select {
	case <-d.link.arrived:
		return nil
	case <-d.link.over:
		return d.link.ended()
	case <-ctx.Done():
		return fmt.Errorf("waiting for a device: %w", ctx.Err())
	case <-limit.C:
		return &NobodyError{d.options.Wait}
	}
}

// Perform has the device perform one scenario. Errors are as for Describe.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	performance, err := d.perform(ctx, s)
	if err != nil {
		return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
	}
	instance := d.link.state().instances
	for i := range performance.Records {
		r := &performance.Records[i]
		r.Instance = instance
		// What the suite asked for it knows itself; a record that forgets it would be left unjudged by many a rule.
		r.Overlap = s.Overlap
		r.Stage = s.Calls[i].Stage
	}
	return performance, nil
}

func (d *Driver) perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	if !slices.ContainsFunc(s.Calls, isStaged) {
		return d.run(ctx, s)
	}
	if d.options.Stager != nil {
		return d.stageAndRun(ctx, s)
	}
	if !d.link.state().Stages {
		return wallet.Performance{Untested: "nothing stages outcomes here: the probe has no stage of its own, and no hook, command or operator was named"}, nil
	}
	return d.run(ctx, s)
}

func isStaged(c wallet.Call) bool { return c.Stage != nil }

// run sends a scenario, or a part of one, to the device as it is.
func (d *Driver) run(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	var performance wallet.Performance
	params := protocol.RunParams{
		Scenario: s, Entry: d.options.Entry,
		SettleMs: milliseconds(d.options.Settle), QuietMs: milliseconds(d.options.Quiet),
	}
	err := d.ask(ctx, d.runTimeout(s), func(ctx context.Context) (err error) {
		performance, err = d.client.Run(ctx, params)
		return err
	})
	return performance, err
}

// Close tells the device that the check has ended and ends the link. Closing again does nothing.
func (d *Driver) Close(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer d.client.Release()
	defer d.link.end(errFinished)
	if d.failed != nil || !d.link.state().there {
		return nil
	}
	d.failed = errors.New("the driver is closed")
	ctx, cancel := context.WithTimeout(ctx, CloseTimeout)
	defer cancel()
	err := d.client.Close(ctx)
	var late *protocol.DeadlineError
	var closed *protocol.ClosedError
	if err == nil || errors.As(err, &late) || errors.As(err, &closed) {
		return nil // every record is there
	}
	return fmt.Errorf("closing the device: %w", err)
}

// ask has a question answered by the device within the limit.
func (d *Driver) ask(ctx context.Context, limit time.Duration, question func(context.Context) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.failed != nil {
		return &protocol.BrokenError{Err: d.failed}
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := question(ctx)
	var refusal *protocol.Error
	var result *protocol.ResultError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal) && refusal.Code == protocol.CodeConfiguration:
		return &drivers.ConfigError{Message: refusal.Message, Stack: refusal.Stack()}
	case errors.As(err, &refusal):
		return fmt.Errorf("the device answered with error %d: %w", refusal.Code, refusal)
	case errors.As(err, &result):
		return err // in step, so the next request can still be asked
	}
	d.failed = d.failure(err)
	d.link.end(fmt.Errorf("the check broke off: %w", d.failed))
	return d.failed
}

// runTimeout is how long a scenario may take: staging, settling and quiet for each call, one after another.
func (d *Driver) runTimeout(s wallet.Scenario) time.Duration {
	limit := RunSlack
	for _, call := range s.Calls {
		limit += d.options.Settle + d.options.Quiet
		if call.Stage != nil {
			limit += max(stage.Timeout, d.options.Settle)
		}
	}
	return limit
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
