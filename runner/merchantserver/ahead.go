package merchantserver

import (
	"context"

	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wire"
)

// atOnce is how many scenarios are performed beside each other: most of their time is waiting.
const atOnce = 32

// Ahead begins to perform the scenarios: those that are alone first and last, as the plan has them, and the others beside
// each other in between.
func (s *Server) Ahead(ctx context.Context, scenarios []server.Scenario) bool {
	if !s.beside() {
		return false
	}
	s.ahead.Begin(ctx, scenarios, s.config.AtOnce, s.perform)
	return true
}

// beside says whether scenarios can be performed beside each other: not where there are two users and no more. The visits of a
// mini program are made one after the other even so, and what is waited for behind them is waited for at once.
func (s *Server) beside() bool { return len(s.config.Users.Each) == 0 && s.config.AtOnce != 1 }

// Perform returns the record of a scenario.
func (s *Server) Perform(ctx context.Context, of server.Scenario) (rule.Performance, error) {
	return s.ahead.Perform(ctx, of, s.perform)
}

// Over is how many of the scenarios that are performed beside each other are over.
func (s *Server) Over() int { return s.ahead.Over() }

// Alone performs a scenario once more where others were performed beside it. All of them have been when it is asked for.
func (s *Server) Alone(ctx context.Context, of server.Scenario, try int) (rule.Performance, bool, error) {
	if !s.beside() || of.Alone {
		return rule.Performance{}, false, nil
	}
	performed, err := s.perform(ctx, of)
	for i := range performed.Records {
		performed.Records[i].ID = wire.AloneID(of.Name, try)
	}
	return performed, err == nil && len(performed.Records) > 0, err
}
