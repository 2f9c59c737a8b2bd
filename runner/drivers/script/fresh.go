package script

import (
	"context"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/suites/wallet"
)

// fresh is the adapter that the child serves: a new host for every scenario, with the module loaded anew, so that
// what one scenario left behind in the module is never held against the next. Probe and module are compiled once.
type fresh struct {
	watch  *watch
	probe  *engine.Program
	module module
	ready  *host // loaded, and not yet used by a scenario; nil where none is
}

var _ protocol.Adapter = (*fresh)(nil)

// newFresh makes the first host ready for a module that is still to come.
func newFresh(watch *watch) (*fresh, error) {
	probe, err := compileProbe()
	if err != nil {
		return nil, err
	}
	h, err := newHost(watch, probe)
	return &fresh{watch: watch, probe: probe, ready: h}, err
}

// load loads the module into the host that is ready.
func (f *fresh) load(m module) {
	f.module = m
	f.ready.load(m)
}

// host returns a host that no scenario has used; it stays ready until one does.
func (f *fresh) host() (*host, error) {
	if f.ready != nil {
		return f.ready, nil
	}
	h, err := newHost(f.watch, f.probe)
	if err != nil {
		return nil, err
	}
	h.load(f.module)
	f.ready = h
	return h, nil
}

// Describe says what the module is.
func (f *fresh) Describe(ctx context.Context, params protocol.DescribeParams) (wallet.Description, error) {
	h, err := f.host()
	if err != nil {
		return wallet.Description{}, err
	}
	return h.Describe(ctx, params)
}

// Run performs a scenario on a host of its own.
func (f *fresh) Run(ctx context.Context, params protocol.RunParams) (any, error) {
	h, err := f.host()
	if err != nil {
		return nil, err
	}
	f.ready = nil
	return h.Run(ctx, params)
}

// Close has nothing to do: the process ends.
func (f *fresh) Close(context.Context) error { return nil }
