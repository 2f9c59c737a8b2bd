package miniprogram

import (
	"context"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/suites/merchant"
)

// Ahead has a second child perform scenarios, each of which begins anew in any child. A merchant's own server is asked one
// thing at a time.
func (p *Program) Ahead(ctx context.Context, scenarios []merchant.Scenario) bool {
	real := p.options.Config.Server.Proxy != "" || p.options.Config.Server.Started
	if real || !ahead.Worthwhile(len(scenarios)) {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.second == nil {
		other := startProgram(p.options, p.job)
		p.second = ahead.NewSecond(ahead.Child[merchant.Scenario, merchant.Performance]{
			Perform: other.perform, Failed: other.worker.Crashed, Close: other.worker.Close,
		})
	}
	p.second.Begin(ctx, scenarios)
	return true
}
