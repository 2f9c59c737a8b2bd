package socket

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

const (
	// DefaultSettle is how long a call may take to settle in real time: the patience of a payment page.
	DefaultSettle = 30 * time.Second
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
	Entry schemas.Entry
	// Settle and Quiet are how long to wait for a call to settle, and then for whatever else it does; 0 means
	// DefaultSettle, or stage.OperatorSettle where Operator is set, and DefaultQuiet.
	Settle, Quiet time.Duration
	// Wait is how long to wait for the first device; 0 means DefaultWait.
	Wait time.Duration
	// Stager arranges outcomes. Where it is nil, the probe's own stage does, if it has one.
	Stager stage.Stager
	// Operator says that a person does what the Stager's instructions say. The device shows them.
	Operator bool
	// Plan is what is to be performed, for the device to tell the person how far that is; nil where nobody knows.
	Plan []wallet.Scenario
	// Token is the token of the link; empty means a random one.
	Token string
	// Adapter is the script that the H5 page loads after the probe: it leaves what an adapter module exports in the
	// global signspecAdapter. Empty means that my is in the page already.
	Adapter string
	// Tell is told in one line what becomes of the device; nil is nobody. It must not call the driver.
	Tell func(string)
	// Instruct is told what a person has to do, as it comes from the Stager, once for each call that passes the string
	// to be signed. Where it is nil, Tell is told what the device asks for. It must not call the driver.
	Instruct func(instruction string)
}

// Driver reaches a wallet through a device. It satisfies wallet.Wallet. Close ends it.
type Driver struct {
	options Options
	token   string
	link    *link
	client  *protocol.Client

	turn     sync.Mutex // held while a scenario is performed
	patience *patience.Patience
	operator operator
	progress progress

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
			options.Settle = stage.OperatorSettle
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
	d := &Driver{
		options: options, token: options.Token, link: l, client: protocol.NewClient(s, s),
		patience: patience.New(options.Settle, options.Operator), operator: newOperator(), progress: newProgress(options.Plan),
	}
	d.client.BySchema = true
	return d
}

// Path is where the device has to go on the server: "/", the token, "/".
func (d *Driver) Path() string { return "/" + d.token + "/" }

// Describe waits for a device and asks what its wallet is. Errors: *config.Error where the probe says that its
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
		return &config.Error{Message: refusal.Message, Stack: refusal.Stack()}
	case errors.As(err, &refusal):
		return fmt.Errorf("the device answered with error %d: %w", refusal.Code, refusal)
	case errors.As(err, &result):
		return err // in step, so the next request can still be asked
	}
	d.failed = d.failure(err)
	d.link.end(fmt.Errorf("the check broke off: %w", d.failed))
	return d.failed
}
