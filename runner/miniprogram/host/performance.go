package host

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// performance is one scenario being performed.
type performance struct {
	host     *Host
	scenario merchant.Scenario
	vm       *engine.VM
	events   []record.Event
	dropped  int // events that there was no room for
	told     int // bytes of what is shown, printed and stored
	size     int // of what was encoded last
	// ticks is what is shown over and over; prompts counts what happens that the program may answer by showing something.
	ticks   ticks
	prompts int
	// commands are what the world can be told to do.
	commands engine.Value
	// silent counts who looks at values without the program's doing; turn counts the turns of the event loop.
	silent, turn int
	// documented are the names of a result that the profile documents; inherited those that every object has.
	documented []string
	inherited  map[string]bool
	session    server.Session
	// hands is what the wallet handed over last, where the platform said what that is.
	hands server.Handover
	// started is the number of the start that was made last, from 1; first is that of the first one since the program was launched.
	started, first int
	// before is how much virtual time had passed when the program was launched, and earlier how many events there were before it was
	// closed last.
	before  time.Duration
	earlier int
	// blocked is what kept the person from the last step of a start; "" where nothing did.
	blocked string
	// arrayFrom and functionText are the language's own, whatever the program does to them.
	functionText, arrayFrom engine.Value
	// opened, where it is not nil, is called when the page has been opened; exploring says that steps may fail.
	opened    func()
	exploring bool
	// placed are the places that the world knows by their numbers, from 1.
	placed []*record.Place
	// lenient says that what the program refuses does not end the scenario.
	lenient bool
	// visiting says that the person looks at pages that the flow does not lead to, hidden that it is another app that they look at,
	// called that the API was called, and closed that they have closed the program once.
	visiting, hidden, called, closed bool
	// fault is why the scenario cannot go on: a mistake in the configuration, or of the harness.
	fault error
}

// Perform performs a scenario. The error is a *config.Error where the configuration is at fault: a request that
// no route answers, a step that cannot be done. It is a *engine.Stopped where the VM was interrupted.
func (h *Host) Perform(s merchant.Scenario) (merchant.Performance, error) {
	p, err := h.next()
	if err != nil {
		return merchant.Performance{}, err
	}
	p.begin(s)
	defer func() {
		p.finish()
		h.buildNext()
	}()
	if err := p.stage(); err != nil {
		return merchant.Performance{}, err
	}
	end, err := p.perform()
	if err = p.forgiven(err); err != nil {
		return merchant.Performance{}, err
	}
	return merchant.Performance{Record: p.record(end)}, nil
}

// buildNext begins to build the world of the next scenario, while somebody looks at the record of this one.
func (h *Host) buildNext() {
	h.next = sync.OnceValues(h.build)
	go h.next()
}

// stage begins the scenario at the server.
func (p *performance) stage() (err error) {
	w, s := p.scenario.Wallet, p.scenario.Server
	p.session, err = p.host.options.Server.Begin(server.Stage{
		SignStr: w.SignStr, AuthState: w.AuthState, AuthCode: w.AuthCode,
		Prepare: s.Prepare, PrepareAgain: s.PrepareAgain, Result: s.Result, ResultAgain: s.ResultAgain, Status: s.Status, Later: w.Later,
	})
	return err
}

func (p *performance) record(end engine.End) record.Record {
	w := p.scenario.Wallet
	about := max(p.scenario.Flow.About, 1)
	switch {
	case p.hands != nil:
		w.AuthState, _ = p.hands["authState"].(string)
	case about > 1 && w.Later != nil:
		w.AuthState, w.AuthCode = w.Later.AuthState, w.Later.AuthCode
	}
	code := record.Text(w.AuthCode)
	r := record.Record{
		ID: p.scenario.Name + "#1", Scenario: p.scenario.Name, API: record.ProgramAPI,
		Args: record.Fields(nil), Callbacks: []string{},
		Stage:  &record.Stage{AuthState: w.AuthState, SignStr: p.session.SignStr(), AuthCode: &code},
		Events: p.events, End: record.Deadline,
	}
	if about > 1 {
		r.Stage.Start = about
	}
	r.Stage.Outcome = p.answer(about).Outcome
	if end == engine.Idle {
		r.End = record.Idle
	}
	if p.dropped > 0 {
		r.Reason = fmt.Sprintf("the program did so much that %d events were left out", p.dropped)
	}
	return r
}

// uncaught records what the program let go, and tells the program, which may have asked for it.
func (p *performance) uncaught(u engine.Uncaught) {
	kind := "exception"
	if u.Rejection {
		kind = "rejection"
	}
	e := record.Event{Type: record.Uncaught, Args: []record.Value{p.encode(u.Value), record.Text(kind)}}
	message := ""
	if u.Thrown != nil {
		message = u.Thrown.Message
		e.Place = placeIn(engine.OwnFrames(u.Thrown.Frames))
	}
	p.add(e)
	if !p.commands.IsUndefined() {
		p.command("uncaught", p.vm.ToValue(kind), u.Value, p.vm.ToValue(message))
	}
}

// refuse ends the scenario, as the program has come to what cannot be run, and says why.
func (p *performance) refuse(problem engine.Problem) string {
	if p.fault == nil && !p.lenient && !p.exploring {
		p.fault = &config.Error{Message: problem.String()}
	}
	return problem.Place() + ": " + problem.Message
}

// encode makes a record's value, without that counting as the program's reading it.
func (p *performance) encode(value engine.Value) record.Value {
	return p.encodeWith(&encoder{vm: p.vm}, value)
}

// encodePrinted is encode for what a console shows.
func (p *performance) encodePrinted(value engine.Value) record.Value {
	return p.encodeWith(&encoder{vm: p.vm, arrayFrom: p.arrayFrom}, value)
}

func (p *performance) encodeWith(e *encoder, value engine.Value) record.Value {
	p.silent++
	defer func() { p.silent-- }()
	encoded := e.value(value)
	p.size = e.size
	return encoded
}

// command tells the world to do something.
func (p *performance) command(name string, args ...engine.Value) engine.Value {
	p.turn++
	value, err := p.vm.Call(p.commands.Get(name), engine.Undefined(), args...)
	var thrown *engine.Thrown
	if errors.As(err, &thrown) {
		err = errors.New("the host failed in " + name + ": " + thrown.Error())
	}
	if err != nil && p.fault == nil {
		p.fault = err
	}
	return value
}

// wait lets some virtual time pass, whether there is anything to run or not.
func (p *performance) wait(limit time.Duration) error {
	cancel := p.vm.After(limit, func() {})
	defer cancel()
	_, err := p.run(limit)
	return err
}

// run lets the world run until nothing is left, but not longer than the limit.
func (p *performance) run(limit time.Duration) (engine.End, error) {
	end, err := p.vm.RunUntil(limit, func() bool {
		p.turn++
		return p.fault != nil
	})
	if err == nil {
		err = p.fault
	}
	return end, err
}
