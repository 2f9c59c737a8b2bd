package merchantserver

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/launch"
	program "github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// Visits are a person's visits of a mini program whose real server stands behind it, and the staged platform behind that.
// They satisfy merchant.Program, and make the calls for the server's own suite: one visit at a time.
type Visits struct {
	server   *Server
	program  merchant.Program
	template merchant.Scenario

	mu      sync.Mutex
	current *visit          // the visit that is on its way
	starts  string          // the request that gives the sign string, once it is known
	path    string          // where its answer holds that, such as $.data.signStr
	codes   map[string]bool // that were handed over in visits
}

var _ merchant.Program = (*Visits)(nil)

// Visits makes the visits of a mini program; who loads it has it send what it asks through Fetch, and names it to Of.
func (s *Server) Visits() *Visits {
	s.visits = &Visits{server: s, codes: map[string]bool{}}
	return s.visits
}

// Of names the program, and a scenario in which everything goes well, of which every visit is made.
func (v *Visits) Of(p merchant.Program, template merchant.Scenario) {
	v.program, v.template = p, template
}

// Fetch passes a request of the program to the server.
func (v *Visits) Fetch(_ int, request program.Request) (program.Reply, error) {
	v.mu.Lock()
	current := v.current
	v.mu.Unlock()
	if current == nil {
		return program.Reply{}, errors.New("the mini program asks its server while nobody visits it")
	}
	return current.fetch(request), nil
}

// Describe waits until the server listens, and says what the program is.
func (v *Visits) Describe(ctx context.Context) (merchant.Description, error) {
	s := v.server
	if err := launch.Await(ctx, s.base, s.process, time.Duration(s.config.Server.Within)); err != nil {
		return merchant.Description{}, err
	}
	d, err := v.program.Describe(ctx)
	if err == nil {
		err = v.try(ctx)
	}
	return d, err
}

// Perform performs a scenario of the mini program's suite. Where the server is to reject a result, the platform does.
func (v *Visits) Perform(ctx context.Context, of merchant.Scenario) (merchant.Performance, error) {
	staged := server.Attempt{}
	if of.Server.Result == merchant.Rejects {
		staged.Apply = []server.Answer{{Status: "F", Code: "final"}}
	}
	p := v.server.newPlay(server.Scenario{Name: of.Name, Attempts: []server.Attempt{staged}})
	defer v.server.platform.Rest(p.attempts...)
	if v.codes[of.Wallet.AuthCode] { // a server may remember which codes there were
		of.Wallet.AuthCode = p.codeOf(server.Step{})
	} else {
		p.attempts[0].Approve(of.Wallet.AuthCode)
		p.code[0] = of.Wallet.AuthCode
	}
	v.codes[of.Wallet.AuthCode] = true
	on := &visit{play: p, visits: v, result: server.Step{Do: server.Result}, hands: true, stateless: of.Wallet.AuthState == ""}
	if of.Name == matchers.LongState || of.Name == matchers.ReservedState {
		on.state = of.Wallet.AuthState // the server is right to refuse it; the program must pass it on all the same
	}
	performed, err := v.during(ctx, on, of)
	if err == nil {
		err = v.lost(on)
	}
	return performed, err
}

// during performs a scenario of the program while a visit is on its way.
func (v *Visits) during(ctx context.Context, on *visit, of merchant.Scenario) (merchant.Performance, error) {
	if err := on.open(); err != nil {
		return merchant.Performance{}, err
	}
	defer on.close()
	v.set(on)
	defer v.set(nil)
	performed, err := v.program.Perform(ctx, of)
	if err != nil {
		return performed, errors.Join(v.lost(on), err)
	}
	return performed, nil
}

// learn notes which request gives the sign string, and where.
func (v *Visits) learn(starts, path string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.starts, v.path = starts, path
}

// learned is what is known of that; empty is nothing.
func (v *Visits) learned() (starts, path string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.starts, v.path
}

func (v *Visits) set(on *visit) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.current = on
}

// lost says that the server has ended, or did not answer: what the program made of that is none of its faults.
func (v *Visits) lost(on *visit) error {
	s, failed := v.server, on.seen.sofar().failed
	if s.isOver() || failed != nil && s.process.HasEnded() {
		return &rule.UnreachableError{Err: fmt.Errorf("the server ended (%s); %s", s.process.Command.ProcessState, s.printed.Last())}
	}
	if failed != nil {
		return &rule.UnreachableError{Err: fmt.Errorf("the server did not answer: %w%s", failed, s.words())}
	}
	return nil
}

// try makes one visit for nothing but its errors, and to learn which request gives the sign string.
func (v *Visits) try(ctx context.Context) error {
	if starts, _ := v.learned(); starts != "" {
		return nil
	}
	d, err := v.program.Describe(ctx)
	if err != nil {
		return err
	}
	v.server.config.Name = cmp.Or(v.server.config.Name, "behind "+d.Name)
	p := v.server.newPlay(server.Scenario{Name: server.Described, Attempts: []server.Attempt{{}}})
	on := &visit{play: p, visits: v}
	performed, err := v.during(ctx, on, v.visit(server.Described, false))
	if err == nil {
		err = v.lost(on)
	}
	if starts, _ := v.learned(); err != nil || starts != "" {
		return err
	}
	said := "it asked its server for nothing"
	if last := on.seen.sofar().last; last != "" {
		said = "the last that it asked its server for was " + last
	}
	if performed.Record.End == record.Crashed {
		said = performed.Record.Reason
	}
	if v.server.platform.Asked() == 0 {
		return &rule.UnreachableError{Err: fmt.Errorf("the flow was started, and the server never called the staged platform at %s: "+
			"does it know that address, and can it read the key that it signs with? %s%s", v.server.platform.URL(), said, v.server.words())}
	}
	return &rule.UnreachableError{Err: fmt.Errorf("the flow was started, and no answer of the server held a URL that the staged "+
		"platform gave out: %s%s", said, v.server.words())}
}

// visit is a visit in which the person approves, or lays the phone aside.
func (v *Visits) visit(name string, approves bool) merchant.Scenario {
	s := v.template
	s.Name = name
	s.Wallet.Answers = []merchant.Answer{{How: merchant.Silence, Outcome: record.Approve}}
	if approves {
		s.Wallet.Answers[0].How = merchant.Plain
	}
	return s
}
