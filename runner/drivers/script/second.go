package script

import (
	"context"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/suites/wallet"
)

// Ahead has a second child perform scenarios, each of which has an instance of its own in any child.
func (w *Wallet) Ahead(ctx context.Context, scenarios []wallet.Scenario) bool {
	if !ahead.Worthwhile(len(scenarios)) {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.second == nil {
		other := &Wallet{options: w.options, rest: w.rest, bundle: w.bundle}
		other.begin()
		w.second = ahead.NewSecond(ahead.Child[wallet.Scenario, wallet.Performance]{
			Perform: other.perform, Failed: other.worker.Crashed, Close: other.worker.Close,
		})
	}
	w.second.Begin(ctx, scenarios)
	return true
}
