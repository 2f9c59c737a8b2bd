package merchantserver

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// lives watches over a server that may end while scenarios are performed beside each other: what each of them shows then is that it
// ended, and not what the server does. Scenarios that may end a careless server are performed again, each alone with a server that
// was started anew; one in which it ends again has ended it, and the others are performed once more. Where none of them has, the
// server ended by itself, and so does the run.
type lives struct {
	going sync.RWMutex // read while a scenario is performed, held while it is found out why the server ended

	mu     sync.Mutex
	flying []server.Scenario // those that are being performed

	// Guarded by going.
	number int                         // of the life
	ended  map[string]rule.Performance // scenarios that ended the server, and what came of them
	deadly map[server.Change]string    // answers that ended it, and in which scenario
	lost   error                       // why the server is given up
}

func newLives() lives {
	return lives{ended: map[string]rule.Performance{}, deadly: map[server.Change]string{}}
}

// perform performs a scenario, once more where the server ended meanwhile by another.
func (s *Server) perform(ctx context.Context, of server.Scenario) (rule.Performance, error) {
	for {
		performed, life, gone, err := s.inOneLife(ctx, of)
		if !gone || err != nil {
			return performed, err
		}
		if performed, done, err := s.afterwards(ctx, of, life); done || err != nil {
			return performed, err
		}
	}
}

// inOneLife performs a scenario, and says whether the server ended before it was over.
func (s *Server) inOneLife(ctx context.Context, of server.Scenario) (performed rule.Performance, life int, gone bool, err error) {
	s.lives.going.RLock()
	defer s.lives.going.RUnlock()
	if s.lives.lost != nil {
		return rule.Performance{}, 0, false, s.lives.lost
	}
	for _, change := range of.Survivable() {
		if by, deadly := s.lives.deadly[change]; deadly {
			return rule.Performance{Untested: "the server ends by such an answer (" + string(change) + "), as " + by + " shows"}, 0, false, nil
		}
	}
	s.lives.mu.Lock()
	s.lives.flying = append(s.lives.flying, of)
	s.lives.mu.Unlock()
	performed, err = s.play(ctx, of)
	if gone = err == nil && s.gone(ctx, performed); !gone {
		s.lives.mu.Lock()
		s.lives.flying = slices.DeleteFunc(s.lives.flying, func(other server.Scenario) bool { return other.Name == of.Name })
		s.lives.mu.Unlock()
	}
	return performed, s.lives.number, gone, err
}

// afterwards finds out why the server ended in a life, once for all who ask. done says that the scenario is over.
func (s *Server) afterwards(ctx context.Context, of server.Scenario, life int) (performed rule.Performance, done bool, err error) {
	s.lives.going.Lock()
	defer s.lives.going.Unlock()
	if s.lives.number == life && s.lives.lost == nil {
		s.lives.number++
		s.lives.lost = s.investigate(ctx)
		s.lives.flying = nil
	}
	if s.lives.lost != nil {
		return rule.Performance{}, false, s.lives.lost
	}
	performed, done = s.lives.ended[of.Name]
	return performed, done, nil
}

// investigate finds the scenarios that end the server. The error says that it ended by itself, or cannot be started again.
func (s *Server) investigate(ctx context.Context) error {
	cause := s.farewell()
	if s.process == nil || s.visits != nil {
		return cause
	}
	found, running := false, false
	for _, of := range s.lives.flying {
		if len(of.Survivable()) == 0 || s.endsBy(of) {
			continue
		}
		if err := s.revive(ctx); err != nil {
			return err
		}
		performed, err := s.play(ctx, of)
		if err != nil {
			return err
		}
		if running = !s.gone(ctx, performed); !running {
			found = true
			s.lives.ended[of.Name] = performed
			for _, change := range of.Survivable() {
				s.lives.deadly[change] = of.Name
			}
		}
	}
	if !found {
		return cause
	}
	if running {
		return nil
	}
	return s.revive(ctx)
}

// endsBy says whether a scenario has an answer that has ended the server in another.
func (s *Server) endsBy(of server.Scenario) bool {
	return slices.ContainsFunc(of.Survivable(), func(change server.Change) bool { return s.lives.deadly[change] != "" })
}

// revive starts the server anew, and waits until it listens.
func (s *Server) revive(ctx context.Context) error {
	s.process.Stop()
	s.platform.Soothe()
	p, err := s.launch()
	if err != nil {
		return err
	}
	s.process = p
	return launch.Await(ctx, s.base, p, time.Duration(s.config.Server.Within))
}

// over is closed when the server that was started here has ended; nil where none was.
func (s *Server) over() <-chan struct{} {
	if s.process == nil {
		return nil
	}
	return s.process.Ended
}

// isOver says whether a server that was started here has ended.
func (s *Server) isOver() bool {
	select {
	case <-s.over():
		return true
	default:
		return false
	}
}

// gone says whether the server is not there any more.
func (s *Server) gone(ctx context.Context, performed rule.Performance) bool {
	if s.isOver() {
		return true
	}
	for _, r := range performed.Records {
		for _, e := range r.Events {
			if failed := e.Text("error"); (e.Type == record.Told || e.Type == record.Acknowledged) && (failed == closed || failed == refused ||
				failed == unanswered) {
				return launch.Await(ctx, s.base, nil, launch.Look) != nil && ctx.Err() == nil
			}
		}
	}
	return false
}

// mostNamed is how many of the scenarios are named that a server ended in.
const mostNamed = 4

// farewell says how the server ended, and in what.
func (s *Server) farewell() error {
	how := "nothing listens at " + s.base + " any more"
	if s.process.HasEnded() {
		how = "the server ended (" + s.process.Command.ProcessState.String() + ")"
	}
	var names []string
	for _, of := range s.lives.flying {
		names = append(names, of.Name)
	}
	slices.Sort(names)
	in := strings.Join(names[:min(len(names), mostNamed)], ", ")
	if more := len(names) - mostNamed; more > 0 {
		in += fmt.Sprintf(" and %d more", more)
	}
	return &rule.UnreachableError{Err: fmt.Errorf("%s while this was performed: %s%s", how, in, s.words())}
}
