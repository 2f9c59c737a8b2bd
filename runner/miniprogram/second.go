package miniprogram

import (
	"context"
	"runtime"
	"sync"

	"github.com/signspec/signspec/suites/merchant"
)

// leastBeside is how many scenarios there are at least where a second child is worth its start.
const leastBeside = 40

// Ahead has a second child perform the scenarios from the last on, while they are asked for from the first on, until both
// meet: each begins anew in any child. A merchant's own server is asked one thing at a time.
func (p *Program) Ahead(ctx context.Context, scenarios []merchant.Scenario) bool {
	real := p.options.Config.Server.Proxy != "" || p.options.Config.Server.Started
	if len(scenarios) < leastBeside || runtime.NumCPU() < 2 || real {
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.second == nil {
		p.second = &second{begun: map[string]*future{}, program: startProgram(p.options, p.job)}
	}
	p.second.begin(ctx, scenarios)
	return true
}

// second is a second child at work. A nil one has performed nothing.
type second struct {
	program *Program
	end     context.CancelFunc // what it is at
	working sync.WaitGroup

	mu    sync.Mutex
	begun map[string]*future // by the names of scenarios, whichever child has begun them
}

// future is a scenario that is being performed. done is nil where the first child does it.
type future struct {
	done        chan struct{}
	performance merchant.Performance
	err         error
}

// begin goes on with further scenarios, once it has ended what it was at.
func (s *second) begin(ctx context.Context, scenarios []merchant.Scenario) {
	s.working.Wait()
	ctx, s.end = context.WithCancel(ctx)
	s.working.Go(func() { s.perform(ctx, scenarios) })
}

// note notes that a scenario is begun, and returns what another had noted before; nil where nobody had.
func (s *second) note(name string, f *future) *future {
	s.mu.Lock()
	defer s.mu.Unlock()
	if earlier, ok := s.begun[name]; ok {
		return earlier
	}
	s.begun[name] = f
	return nil
}

func (s *second) perform(ctx context.Context, scenarios []merchant.Scenario) {
	for i := len(scenarios) - 1; i >= 0; i-- {
		f := &future{done: make(chan struct{})}
		if s.note(scenarios[i].Name, f) != nil {
			return
		}
		f.performance, f.err = s.program.Perform(ctx, scenarios[i])
		close(f.done)
		if f.err != nil {
			return // the first child finds out by itself
		}
	}
}

// performed returns what the second child has made of a scenario, for which it waits; false where it did not perform it.
func (s *second) performed(ctx context.Context, name string) (merchant.Performance, bool) {
	if s == nil {
		return merchant.Performance{}, false
	}
	f := s.note(name, &future{})
	if f == nil || f.done == nil {
		return merchant.Performance{}, false
	}
	select {
	case <-f.done:
		return f.performance, f.err == nil
	case <-ctx.Done():
		return merchant.Performance{}, false
	}
}

// close ends the second child.
func (s *second) close() {
	if s != nil {
		s.end()
		s.working.Wait()
		s.program.Close()
	}
}
