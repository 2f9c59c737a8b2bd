package main

import (
	"context"
	"slices"

	"github.com/signspec/signspec/suites/wallet"
)

// masked lets nothing out of a target that the file wants hidden: the values of variables, headers, passwords. They
// come back in the errors of a hook or a server, and in the name of a wallet that has no other than its address.
func (f *targetFile) masked(t target) target {
	inner := t.close
	t.close = func(ctx context.Context) error { return hide(inner(ctx), f.Mask) }
	t.Wallet = discreet{t.Wallet, f.Mask}
	return t
}

// discreet is a wallet whose errors and reasons are masked.
type discreet struct {
	wallet.Wallet
	mask func(string) string
}

// Describe describes the wallet.
func (d discreet) Describe(ctx context.Context) (wallet.Description, error) {
	description, err := d.Wallet.Describe(ctx)
	description.Name = d.mask(description.Name)
	return description, hide(err, d.mask)
}

// Perform performs a scenario.
func (d discreet) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	p, err := d.Wallet.Perform(ctx, s)
	p.Untested = d.mask(p.Untested)
	p.Records = slices.Clone(p.Records)
	for i := range p.Records {
		r := &p.Records[i]
		r.Reason = d.mask(r.Reason)
		r.Console = slices.Clone(r.Console)
		for line := range r.Console {
			r.Console[line] = d.mask(r.Console[line])
		}
	}
	return p, hide(err, d.mask)
}

// hidden is an error that says less than the one it wraps.
type hidden struct {
	error
	text string
}

func (h hidden) Error() string { return h.text }
func (h hidden) Unwrap() error { return h.error }

// hide masks what an error says; what it is stays known.
func hide(err error, mask func(string) string) error {
	if err == nil {
		return nil
	}
	return hidden{err, mask(err.Error())}
}
