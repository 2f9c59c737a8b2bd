package merchant

import "github.com/signspec/signspec/schemas"

// Options says how a mini program is to be judged. The zero value judges by the documented contract.
type Options struct {
	// Profile is the edition of the contract; nil is the documented one.
	Profile *schemas.Profile
	// Strict makes a broken should rule fail its spec.
	Strict bool
	// Described, where given, gets what is known of the program once it has been loaded.
	Described func(Description)
	// Observe, where given, gets what came of each scenario as soon as it is there.
	Observe func(Scenario, Performance)
	// Progress, where given, is told as each scenario begins which of how many it is, from 1.
	Progress func(number, of int, s Scenario)
	// Lost, where given, is told once why the program could not be loaded or performed any further.
	Lost func(error)
}

func (o Options) described(d Description) {
	if o.Described != nil {
		o.Described(d)
	}
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

func (o Options) lost(err error) {
	if o.Lost != nil {
		o.Lost(err)
	}
}
