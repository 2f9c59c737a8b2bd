package script

import (
	"context"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/suites/wallet"
)

// fresh is the adapter that the child serves: a new host for every scenario, with the module loaded anew, so that
// what one scenario left behind in the module is never held against the next. Probe and module are compiled once.
type fresh struct {
	watch  *watch
	probe  *engine.Program
	module module
	next   func() (*host, error) // waits for a host that no scenario has used
}

var _ protocol.Adapter = (*fresh)(nil)

// newFresh makes the first host for a module that is still to come.
func newFresh(watch *watch) (*fresh, error) {
	probe, err := compileProbe()
	if err != nil {
		return nil, err
	}
	h, err := newHost(watch, probe)
	return &fresh{watch: watch, probe: probe, next: func() (*host, error) { return h, nil }}, err
}

// load loads the module into the first host.
func (f *fresh) load(m module) {
	f.module = m
	if h, err := f.next(); err == nil {
		h.load(m)
	}
}

// another makes a host and loads the module into it.
func (f *fresh) another() (*host, error) {
	h, err := newHost(f.watch, f.probe)
	if err == nil {
		h.load(f.module)
	}
	return h, err
}

// Describe says what the module is.
func (f *fresh) Describe(ctx context.Context, params protocol.DescribeParams) (wallet.Description, error) {
	h, err := f.next()
	if err != nil {
		return wallet.Description{}, err
	}
	return h.Describe(ctx, params)
}

// Run performs a scenario on a host of its own.
func (f *fresh) Run(ctx context.Context, params protocol.RunParams) (any, error) {
	h, err := f.next()
	if err != nil {
		return nil, err
	}
	// The next one is made while the parent reads this one's records.
	defer func() { f.next = sandbox.Future(f.another) }()
	return h.Run(ctx, params)
}

// Close has nothing to do: the process ends.
func (f *fresh) Close(context.Context) error { return nil }
