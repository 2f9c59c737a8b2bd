package target

import (
	"cmp"
	"context"
	"slices"

	"github.com/signspec/signspec/suites/wallet"
)

// hide lets nothing out of a wallet that the file wants hidden: the values of variables, headers, passwords. They come
// back in the errors of a hook or a server, and in the name of a wallet that has no other than its address.
func (f *File) hide(w *Wallet) {
	end := w.Close
	w.Close = func(ctx context.Context) error { return hideError(end(ctx), f.Mask) }
	w.Wallet, w.Mask = hidden{w.Wallet, f.Subject, f.Mask}, f.Mask
}

// hidden is a wallet whose errors and reasons are masked, and whose name and version a target file may give.
type hidden struct {
	wallet.Wallet
	subject Subject
	mask    func(string) string
}

// Describe describes the wallet.
func (h hidden) Describe(ctx context.Context) (wallet.Description, error) {
	d, err := h.Wallet.Describe(ctx)
	d.Name = cmp.Or(h.subject.Name, h.mask(d.Name))
	d.Version = cmp.Or(h.subject.Version, d.Version)
	return d, hideError(err, h.mask)
}

// Perform performs a scenario.
func (h hidden) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	p, err := h.Wallet.Perform(ctx, s)
	p.Untested = h.mask(p.Untested)
	p.Records = slices.Clone(p.Records)
	for i := range p.Records {
		r := &p.Records[i]
		r.Reason = h.mask(r.Reason)
		r.Console = slices.Clone(r.Console)
		for line := range r.Console {
			r.Console[line] = h.mask(r.Console[line])
		}
	}
	return p, hideError(err, h.mask)
}

// Ahead performs scenarios before they are asked for, where the wallet can.
func (h hidden) Ahead(ctx context.Context, scenarios []wallet.Scenario) bool {
	return wallet.PerformAhead(ctx, h.Wallet, scenarios)
}

// hiddenError is an error that says less than the one it wraps.
type hiddenError struct {
	error
	text string
}

func (h hiddenError) Error() string { return h.text }
func (h hiddenError) Unwrap() error { return h.error }

// Detail is all that is shown of it: what it wraps would say more.
func (h hiddenError) Detail() string { return h.text }

// hideError masks what an error says; what it is stays known.
func hideError(err error, mask func(string) string) error {
	if err == nil {
		return nil
	}
	return hiddenError{err, mask(err.Error())}
}
