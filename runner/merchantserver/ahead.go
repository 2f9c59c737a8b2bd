package merchantserver

import (
	"context"

	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// atOnce is how many scenarios are performed beside each other: most of their time is waiting.
const atOnce = 32

// Ahead begins to perform the scenarios: those that are alone first and last, as the plan has them, and the others beside
// each other in between.
func (s *Server) Ahead(ctx context.Context, scenarios []server.Scenario) bool {
	if len(s.config.Users.Each) > 0 || s.config.AtOnce == 1 || s.visits != nil {
		return false // one scenario after the other: there are two users and no more, or one mini program
	}
	s.ahead.Begin(ctx, scenarios, s.config.AtOnce, s.play)
	return true
}

// Perform returns the record of a scenario.
func (s *Server) Perform(ctx context.Context, of server.Scenario) (rule.Performance, error) {
	return s.ahead.Perform(ctx, of, s.play)
}
