package miniprogram

import (
	"fmt"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/host"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// player performs scenarios in the process that runs the program.
type player struct {
	host  *host.Host
	proxy *server.Proxy // nil where the suite plays the server
	// staged says that the platform behind the proxy is staged, so that the server can be brought to reject a result.
	staged bool
}

// fetch sends a request to the merchant's own server.
type fetch func(session int, request server.Request) (server.Reply, error)

// newPlayer makes a player; running is told the VM that runs.
func newPlayer(j *job, send fetch, running func(*engine.VM)) (*player, error) {
	p := &player{staged: j.Server.Staged}
	var played server.Server
	var err error
	switch {
	case j.Server.Proxy:
		p.proxy = server.NewProxy(send)
		played = p.proxy
	case j.Server.Module != nil:
		played, err = server.NewModule(j.Server.Module)
	default:
		played, err = server.NewRoutes(j.Server.File, j.Server.Routes)
	}
	if err != nil {
		return nil, err
	}
	p.host, err = host.New(host.Options{
		Project: j.Project, Contract: j.Contract, Open: j.Open, Query: j.Query, Start: j.Start,
		Stubs: j.Stubs, Storage: j.Storage, Server: played,
		Clock: j.Clock, Running: running,
	})
	return p, err
}

// check looks for what is odd about the program.
func (p *player) check() ([]project.Warning, error) { return p.host.Check() }

// perform performs a scenario.
func (p *player) perform(s merchant.Scenario) (merchant.Performance, error) {
	if p.proxy != nil {
		if reason, err := p.unstaged(s); reason != "" || err != nil {
			return merchant.Performance{Untested: reason}, err
		}
	}
	return p.host.Perform(s)
}

// unstaged says why a scenario cannot be performed with the merchant's own server, or "". That server decides for
// itself; but the suite can keep its answers from the program, once it knows which request gives the sign string. That
// is learned from a scenario in which nothing goes wrong.
func (p *player) unstaged(s merchant.Scenario) (string, error) {
	if s.Server.ResultAgain != "" {
		return "the merchant's own server answers, and cannot be told to answer another start otherwise", nil
	}
	if s.Server.Result == merchant.Rejects && !p.staged {
		return "the merchant's own server answers, and cannot be told to reject a result", nil
	}
	if s.Server.Prepare == merchant.Answers && s.Server.PrepareAgain == "" || p.proxy.Knows() {
		return "", nil
	}
	plain := s
	plain.Name += "/learning"
	plain.Server = merchant.Server{Prepare: merchant.Answers, Result: merchant.Accepts, Status: merchant.Answers}
	plain.Wallet.Answers = []merchant.Answer{{How: merchant.Plain, Outcome: record.Approve}}
	plain.Flow.Starts, plain.Flow.Together = 1, false
	if _, err := p.host.Perform(plain); err != nil {
		return "", fmt.Errorf("learning which request gives the sign string: %w", err)
	}
	if !p.proxy.Knows() {
		return "it is not known which request gives the sign string: no reply of the merchant's own server holds what was signed", nil
	}
	return "", nil
}
