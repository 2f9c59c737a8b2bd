package host

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/miniprogram/draft"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/suites/merchant"
)

// exploring is the virtual time that an exploration waits after its start: programs that hear nothing give up after
// some minutes, and then ask their server.
const exploring = 5 * time.Minute

// confirmed is how many questions are answered yes while a program is explored: to agree to terms, and to be sure of it.
const confirmed = 3

// Explore runs the program with a server that answers everything.
func (h *Host) Explore(e draft.Exploration) (draft.Explored, error) {
	explore := &server.Explore{Values: e.Values}
	if err := answerWith(explore, e); err != nil {
		return draft.Explored{}, err
	}
	other := *h
	other.options.Open, other.options.Query, other.options.Start, other.options.Server = e.Open, e.Query, e.Start, explore
	other.options.Stubs = e.Stubs
	var err error
	if other.fixed, err = json.Marshal(other.world()); err != nil {
		return draft.Explored{}, fmt.Errorf("describing the program to its world: %w", err)
	}
	p, err := other.build()
	if err != nil {
		return draft.Explored{}, err
	}
	p.begin(merchant.Scenario{
		Name: "explore", Wallet: merchant.Wallet{
			Answers: []merchant.Answer{e.Answer}, AuthCode: draft.AuthCode, AuthState: draft.AuthState,
		},
		Server: e.Server,
		Flow:   merchant.Flow{Starts: 1, Yes: confirmed, HorizonMs: int(exploring / time.Millisecond)},
	})
	defer p.finish()
	p.exploring = true
	if err := p.stage(); err != nil {
		return draft.Explored{}, err
	}
	var targets []draft.Target
	p.opened = func() { targets = p.targets() }
	if _, err := p.perform(); err != nil {
		return draft.Explored{}, err
	}
	explored := draft.Explored{
		Events: p.events, Targets: targets, After: p.targets(), Where: p.command("where").String(),
		Reads: explore.Reads, Query: explore.Query, Signed: explore.Signed,
	}
	return explored, p.fault
}

// targets lists what can be tapped on the page that is there.
func (p *performance) targets() []draft.Target {
	var targets []draft.Target
	text, err := p.command("targets").JSON()
	if err == nil {
		err = json.Unmarshal(text, &targets)
	}
	if err != nil && p.fault == nil {
		p.fault = fmt.Errorf("listing what can be tapped: %w", err)
	}
	return targets
}

// answerWith has the routes of an exploration answer.
func answerWith(explore *server.Explore, e draft.Exploration) error {
	if len(e.Routes) == 0 {
		return nil
	}
	routes, err := server.NewRoutes("the draft", e.Routes)
	if err != nil {
		return err
	}
	explore.Routes, err = routes.Begin(server.Stage{
		SignStr: draft.SignStr, AuthState: draft.AuthState, AuthCode: draft.AuthCode,
		Prepare: e.Server.Prepare, PrepareAgain: e.Server.PrepareAgain, Result: e.Server.Result, Status: e.Server.Status,
	})
	return err
}
