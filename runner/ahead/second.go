package ahead

import (
	"context"
	"runtime"
	"sync"
)

// worthwhile is how many scenarios there are at least where a second child is worth its start.
const worthwhile = 40

// Worthwhile says whether a second child would be of use for so many scenarios on this machine.
func Worthwhile(scenarios int) bool { return scenarios >= worthwhile && runtime.NumCPU() > 1 }

// Named is a scenario by its name.
type Named interface{ ScenarioName() string }

// Second has a second child perform scenarios from the last on, while they are asked for from the first on, until both
// meet: each begins anew in any child. A nil one has performed nothing.
type Second[S Named, P any] struct {
	child   Child[S, P]
	stop    context.CancelFunc // ends what it is at; nil where it never began
	working sync.WaitGroup

	mu    sync.Mutex
	begun map[string]*performed[P] // by the names of scenarios, whichever child has begun them
}

// Child is a second child.
type Child[S Named, P any] struct {
	Perform func(context.Context, S) (P, error)
	// Failed says that a scenario has brought the child down: what else there is, the first performs.
	Failed func() bool
	Close  func()
}

// performed is a scenario that is being performed. done is nil where the first child does it.
type performed[P any] struct {
	done        chan struct{}
	performance P
	err         error
}

// NewSecond makes a second child of which nothing has been asked.
func NewSecond[S Named, P any](child Child[S, P]) *Second[S, P] {
	return &Second[S, P]{child: child, begun: map[string]*performed[P]{}}
}

// Begin goes on with further scenarios, once it has ended what it was at.
func (s *Second[S, P]) Begin(ctx context.Context, scenarios []S) {
	s.working.Wait()
	ctx, s.stop = context.WithCancel(ctx)
	s.working.Go(func() { s.perform(ctx, scenarios) })
}

func (s *Second[S, P]) perform(ctx context.Context, scenarios []S) {
	for i := len(scenarios) - 1; i >= 0 && !s.child.Failed(); i-- {
		p := &performed[P]{done: make(chan struct{})}
		if s.note(scenarios[i].ScenarioName(), p) != nil {
			return
		}
		p.performance, p.err = s.child.Perform(ctx, scenarios[i])
		close(p.done)
		if p.err != nil {
			return // the first child finds out by itself
		}
	}
}

// note notes that a scenario is begun, and returns what was noted of it before; nil where nothing was.
func (s *Second[S, P]) note(name string, p *performed[P]) *performed[P] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if earlier, ok := s.begun[name]; ok {
		return earlier
	}
	s.begun[name] = p
	return nil
}

// Performed returns what the second child has made of a scenario, for which it waits; false where the first is to perform
// it.
func (s *Second[S, P]) Performed(ctx context.Context, name string) (performance P, ok bool) {
	if s == nil {
		return performance, false
	}
	p := s.note(name, &performed[P]{})
	if p == nil || p.done == nil {
		return performance, false
	}
	select {
	case <-p.done:
		return p.performance, p.err == nil
	case <-ctx.Done():
		return performance, false
	}
}

// Close ends the second child, and returns when it is gone.
func (s *Second[S, P]) Close() {
	if s == nil {
		return
	}
	if s.stop != nil {
		s.stop()
	}
	s.working.Wait()
	s.child.Close()
}
