package rule

import "context"

// Once performs the scenarios of a plan on a target, each once, and keeps what came of them for every rule that can be
// judged by it. S is a scenario, and P what comes of one. It is not safe for concurrent use.
type Once[S, P any] struct {
	// Name is the name that stands for a scenario.
	Name func(S) string
	// Perform performs a scenario. An error means that the target cannot be used any more.
	Perform func(context.Context, S) (P, error)
	// Plan lists the scenarios in the order in which they are best performed, and Needed names those that the rules of
	// this run rest on. All of these are performed as soon as one is asked for, so that it is the plan's order that
	// counts, and not that of the rules. Others are performed when they are asked for.
	Plan   []S
	Needed func() map[string]bool

	// Progress is told as a scenario begins which of how many it is, from 1; Observe gets what came of it, and Lost why
	// the target cannot be used any more.
	Progress func(number, of int, s S)
	Observe  func(S, P)
	Lost     func(error)

	begun     bool
	needed    int
	performed map[string]P
	lost      error
}

// Of returns what came of a scenario.
func (o *Once[S, P]) Of(ctx context.Context, s S) (P, error) {
	if !o.begun {
		o.begun, o.performed = true, map[string]P{}
		needed := o.Needed()
		o.needed = len(needed)
		for _, next := range o.Plan {
			if !needed[o.Name(next)] {
				continue
			}
			if _, err := o.of(ctx, next); err != nil {
				break
			}
		}
	}
	return o.of(ctx, s)
}

func (o *Once[S, P]) of(ctx context.Context, s S) (P, error) {
	if p, ok := o.performed[o.Name(s)]; ok {
		return p, nil
	}
	var nothing P
	if o.lost != nil {
		return nothing, o.lost
	}
	number := len(o.performed) + 1
	o.Progress(number, max(o.needed, number), s)
	p, err := o.Perform(ctx, s)
	if err != nil {
		return nothing, o.Lose(err)
	}
	o.performed[o.Name(s)] = p
	o.Observe(s, p)
	return p, nil
}

// Lose remembers why the target cannot be used any more, and returns it.
func (o *Once[S, P]) Lose(err error) error {
	o.lost = err
	o.Lost(err)
	return err
}

// Why says why the target cannot be used any more; nil where it can.
func (o *Once[S, P]) Why() error { return o.lost }
