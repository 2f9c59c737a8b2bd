// Package ahead performs scenarios beside each other before they are asked for, so that what is waited for is waited for
// once.
package ahead

import (
	"context"
	"sync"

	"github.com/signspec/signspec/suites/rule"
)

// Scenario is what is performed: those that are alone one by one, in their place of the plan, the others at once.
type Scenario interface {
	ScenarioName() string
	IsAlone() bool
}

// Play performs a scenario and returns its record.
type Play[S Scenario] func(context.Context, S) (rule.Performance, error)

// Performer performs scenarios and keeps what came of them until it is asked for. The zero value has performed nothing.
type Performer[S Scenario] struct {
	mu      sync.Mutex
	futures map[string]*future
}

// future is a scenario that is being performed.
type future struct {
	done        chan struct{}
	performance rule.Performance
	err         error
}

// Begin begins to perform scenarios, so many at once.
func (p *Performer[S]) Begin(ctx context.Context, scenarios []S, atOnce int, play Play[S]) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.futures = map[string]*future{}
	all := make([]*future, len(scenarios))
	for i, of := range scenarios {
		all[i] = &future{done: make(chan struct{})}
		p.futures[of.ScenarioName()] = all[i]
	}
	go func() {
		var going sync.WaitGroup
		slots := make(chan struct{}, atOnce)
		for i, of := range scenarios {
			if of.IsAlone() {
				going.Wait()
			}
			slots <- struct{}{}
			going.Go(func() {
				all[i].performance, all[i].err = play(context.WithValue(ctx, slotKey{}, slots), of)
				close(all[i].done)
				<-slots
			})
			if of.IsAlone() {
				going.Wait()
			}
		}
	}()
}

// slotKey is the key of the slots in the context of a scenario that is performed in one of them.
type slotKey struct{}

// Idle waits while other scenarios are performed: a scenario that does nothing but listen takes nobody's place. Where scenarios
// are performed one by one it waits for itself alone.
func Idle(ctx context.Context, wait func()) {
	slots, _ := ctx.Value(slotKey{}).(chan struct{})
	if cap(slots) > 1 {
		<-slots
		defer func() { slots <- struct{}{} }()
	}
	wait()
}

// Over is how many of the scenarios that were begun are over.
func (p *Performer[S]) Over() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, f := range p.futures {
		select {
		case <-f.done:
			n++
		default:
		}
	}
	return n
}

// Perform returns the record of a scenario, which has been performed ahead or is now.
func (p *Performer[S]) Perform(ctx context.Context, of S, play Play[S]) (rule.Performance, error) {
	p.mu.Lock()
	f, ok := p.futures[of.ScenarioName()]
	p.mu.Unlock()
	if !ok {
		return play(ctx, of)
	}
	select {
	case <-f.done:
		return f.performance, f.err
	case <-ctx.Done():
		return rule.Performance{}, ctx.Err()
	}
}
