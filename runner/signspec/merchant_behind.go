package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/merchantserver"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// opened is a mini program that is to be checked. server and visits are nil where its server is not started here.
type opened struct {
	program *miniprogram.Program
	server  *merchantserver.Server
	visits  *merchantserver.Visits
	portal  *schemas.Portal
}

func (p opened) close() error {
	err := p.program.Close()
	if p.server != nil {
		err = errors.Join(err, p.server.Close())
	}
	return err
}

// openBehind starts the server of a program with the staged platform behind it, and loads the program in front of it.
func openBehind(options miniprogram.Options, o *check.Options) (opened, error) {
	c, err := merchantserver.LoadBehind(options.File)
	if err != nil {
		return opened{}, err
	}
	var p opened
	if p.portal, err = schemas.LoadPortal(c.Portal); err != nil {
		return opened{}, err
	}
	if p.server, err = merchantserver.Open(c); err != nil {
		return opened{}, err
	}
	p.visits = p.server.Visits()
	options.Fetch = p.visits.Fetch
	p.program = miniprogram.Start(options)
	p.visits.Of(p.program, merchant.DrawPlan(o.Profile, "").Scenarios[0])
	return p, nil
}

// checkBehind checks a mini program with its server, and then the server by what the program makes it do, and returns the
// exit status. Where the command line chooses what is judged of the program, the server is not judged.
func (s *settings) checkBehind(ctx context.Context, p opened, o check.Options) int {
	behind := o
	behind.Subject = run.Subject{Kind: run.Server, Driver: "miniprogram", Source: o.Subject.Source}
	behind.Profile, behind.Notes, behind.Close = p.portal.Profile(), nil, p.close
	if s.serverOnly {
		return check.Server(ctx, p.server, behind).ExitStatus()
	}
	if s.choosesOfProgram() {
		o.Notes = append(o.Notes, "The server was not judged, since the command line chooses what is; --server-only judges it.")
		o.Close = p.close
		return check.MiniProgram(ctx, p.visits, p.program.SHA256, o).ExitStatus()
	}
	status := check.MiniProgram(ctx, p.visits, p.program.SHA256, o).ExitStatus()
	only := *s
	only.serverOnly = true
	behind.Reproduce = only.programAgain(o.Subject.Source)
	behind.Events = "" // they are the program's
	if o.Out != "" {
		behind.Out = filepath.Join(o.Out, "server")
	}
	return withServer(status, check.Server(ctx, p.server, behind).ExitStatus())
}

// choosesOfProgram says whether the command line has flags that are of one run.
func (s *settings) choosesOfProgram() bool {
	return s.rules != "" || len(s.scenarios) > 0 || s.baseline != "" || s.writeBaseline != "" || s.continues()
}

// withServer is the exit status of a program's check with that of its server.
func withServer(program, server int) int {
	if program == run.ExitConformant || program == run.ExitInconclusive && server != run.ExitConformant {
		return server
	}
	return program
}
