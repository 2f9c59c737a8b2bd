package wallet

import (
	"github.com/signspec/signspec/schemas"
)

// Options says how a wallet is to be judged. The zero value judges by the documented contract with the full plan.
type Options struct {
	// Profile is the edition of the contract; nil is the documented one.
	Profile *schemas.Profile
	// Plan is the name of the plan, Full or Thrifty; empty is Full.
	Plan string
	// Strict makes a broken should rule fail its spec.
	Strict bool
	// Observe, where given, gets what came of each scenario as soon as it is there. The first has no calls: its record
	// shows what stands in the container.
	Observe func(Scenario, Performance)
	// Progress, where given, is told as each scenario begins which of how many it is, from 1.
	Progress func(number, of int, s Scenario)
	// Lost, where given, is told once why the target could not be reached or used any further.
	Lost func(error)
}

func (o Options) observe(s Scenario, p Performance) {
	if o.Observe != nil {
		o.Observe(s, p)
	}
}

func (o Options) progress(number, of int, s Scenario) {
	if o.Progress != nil {
		o.Progress(number, of, s)
	}
}

func (o Options) lose(err error) {
	if o.Lost != nil {
		o.Lost(err)
	}
}
