package merchantserver

import (
	"context"
	"sync"

	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// atOnce is how many scenarios are performed beside each other: most of their time is waiting.
const atOnce = 32

// Ahead begins to perform the scenarios: those that are alone first and last, as the plan has them, and the others beside
// each other in between. What is waited for is waited for once.
func (s *Server) Ahead(ctx context.Context, scenarios []server.Scenario) {
	if len(s.config.Users.Each) > 0 || s.config.AtOnce == 1 {
		return // one scenario after the other: there are two users and no more
	}
	s.mu.Lock()
	for _, of := range scenarios {
		s.ahead[of.Name] = &future{done: make(chan struct{})}
	}
	s.mu.Unlock()
	go func() {
		var wait sync.WaitGroup
		slots := make(chan struct{}, s.config.AtOnce)
		for _, of := range scenarios {
			f := s.ahead[of.Name]
			if of.Alone {
				wait.Wait()
			}
			slots <- struct{}{}
			wait.Add(1)
			run := func() {
				defer wait.Done()
				f.performance, f.err = s.play(ctx, of)
				close(f.done)
				<-slots
			}
			if of.Alone {
				run()
			} else {
				go run()
			}
		}
	}()
}

// Perform returns the record of a scenario, which has been performed ahead or is now.
func (s *Server) Perform(ctx context.Context, of server.Scenario) (rule.Performance, error) {
	s.mu.Lock()
	f, ok := s.ahead[of.Name]
	s.mu.Unlock()
	if !ok {
		return s.play(ctx, of)
	}
	select {
	case <-f.done:
		return f.performance, f.err
	case <-ctx.Done():
		return rule.Performance{}, ctx.Err()
	}
}
