// Package miniprogram is the headless host of a merchant's mini program: it loads the program, plays the container,
// the wallet and the merchant's server around it, and records what it does. The program runs in a child process with
// limits: the command starts itself again, so a program that hangs or eats memory kills only that child, and the
// record says so.
package miniprogram

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// Options say what to run.
type Options struct {
	// Config is a signspec.yaml, read from File; what it names is found relative to the folder of File.
	Config *schemas.MerchantConfig
	File   string
	// Command starts the child; nil means this executable with ChildArgument.
	Command []string
	Limits  sandbox.Limits
	// AllowHosts are the hosts that the proxy of the configuration may name beside this machine.
	AllowHosts []string
	// Fetch, where it is not nil, passes the program's requests to the merchant's own server, and says what the wallet hands
	// over; Session numbers the visits. It takes the place of the proxy of the configuration.
	Fetch func(session int, request server.Request) (server.Reply, error)
	// Progress, where it is not nil, is told what Draft is trying.
	Progress func(string)
}

// Program is a mini program and the child that runs it. It satisfies merchant.Program; one scenario is performed at a
// time.
type Program struct {
	options Options
	job     func() (*job, error) // waits for the bundler

	mu       sync.Mutex
	worker   sandbox.Worker[*process]
	instance int
	second   *ahead.Second[merchant.Scenario, merchant.Performance] // nil where nothing is performed ahead
}

var _ merchant.Program = (*Program)(nil)

// Start begins to load the program and to start the child, at the same time, and returns at once. What fails is told
// by Describe. Close ends it.
func Start(options Options) *Program {
	options.Limits = withDefaults(options.Limits)
	return startProgram(options, func() (*job, error) { return newJob(options, inChild(options)) })
}

func startProgram(options Options, load func() (*job, error)) *Program {
	p := &Program{options: options, job: sandbox.Future(load)}
	p.worker = sandbox.Worker[*process]{What: "the mini program", Limits: options.Limits, Begin: func(time.Duration) (*process, error) {
		return startProcess(options, p.job)
	}}
	p.worker.Prepare()
	return p
}

// Describe loads the program and says what it is. The error is a *config.Error, or one of package schemas,
// where the program or the configuration is at fault.
func (p *Program) Describe(ctx context.Context) (merchant.Description, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	j, err := p.job()
	if err != nil {
		return merchant.Description{}, err
	}
	a, err := p.ask(ctx, question{Describe: true})
	var crash *sandbox.Crash
	if errors.As(err, &crash) {
		return merchant.Description{}, fmt.Errorf("%s could not be loaded: %s", j.Project.Name, crash.Reason)
	}
	if err != nil {
		return merchant.Description{}, err
	}
	return describe(j, a.Warnings), nil
}

// SHA256 is the digest of the program's code, 64 hexadecimal digits; empty where it cannot be loaded.
func (p *Program) SHA256() string {
	j, err := p.job()
	if err != nil {
		return ""
	}
	return j.Project.Bundle.SHA256
}

// describe says what a program is; warnings are those that were found by running its modules.
func describe(j *job, warnings []project.Warning) merchant.Description {
	d := merchant.Description{Name: j.Project.Name, Version: j.Project.Version, Pages: j.Project.Pages}
	if routes, err := server.NewRoutes(j.Server.File, j.Server.Routes); err == nil {
		d.Roles, d.Means = routes.Roles(), routes.Means()
	}
	for _, w := range slices.Concat(j.Project.Warnings, warnings, unclearStatus(j.Server.Routes)) {
		d.Warnings = append(d.Warnings, warning(w))
	}
	return d
}

func warning(w project.Warning) merchant.Warning {
	found := merchant.Warning{Message: w.Message}
	if w.File != "" {
		found.Place = &record.Place{File: w.File, Line: w.Line, Column: w.Column}
	}
	return found
}

// Perform performs a scenario. A scenario that crashed the child is not an error: its record says so; one that took
// longer than it may is untested. The error is a *config.Error where the configuration is at fault, such as for a request
// that no route answers.
func (p *Program) Perform(ctx context.Context, s merchant.Scenario) (merchant.Performance, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if reason := p.worker.Over(); reason != "" {
		return merchant.Performance{Untested: reason}, nil
	}
	performance, ok := p.second.Performed(ctx, s.Name)
	if !ok {
		var err error
		if performance, err = p.perform(ctx, s); err != nil {
			return merchant.Performance{}, err
		}
	}
	if p.instance++; performance.Untested == "" {
		performance.Record.Instance = p.instance
	}
	return performance, nil
}

// perform has the child perform a scenario.
func (p *Program) perform(ctx context.Context, s merchant.Scenario) (merchant.Performance, error) {
	a, err := p.ask(ctx, question{Perform: &s})
	var crash *sandbox.Crash
	switch {
	case errors.As(err, &crash) && crash.Late:
		p.worker.Count(crash.Reason)
		return merchant.Performance{Untested: crash.Reason}, nil
	case errors.As(err, &crash):
		p.worker.Count(crash.Reason)
		return merchant.Performance{Record: crashed(s, crash.Reason)}, nil
	case err != nil:
		return merchant.Performance{}, err // who asked knows the scenario
	case a.Performance == nil:
		return merchant.Performance{}, fmt.Errorf("performing %s: the engine's process gave no record", s.Name)
	}
	return *a.Performance, nil
}

// crashed makes the record of a scenario that crashed: what was staged, no events, and why.
func crashed(s merchant.Scenario, reason string) record.Record {
	return record.Record{
		ID: s.Name + "#1", Scenario: s.Name, API: record.ProgramAPI, Args: record.Fields(nil), Callbacks: []string{},
		Events: []record.Event{}, End: record.Crashed, Reason: reason,
	}
}

// ask puts one question to the child. A child that did not answer is gone afterwards, and the error is a *sandbox.Crash.
func (p *Program) ask(ctx context.Context, q question) (a answer, err error) {
	j, err := p.job()
	if err != nil {
		return answer{}, err
	}
	err = p.worker.Ask(ctx, j.Limit, func(ctx context.Context, running *process, limit time.Duration) (err error) {
		q.Limit = limit
		a, err = running.ask(ctx, q)
		if err == nil && a.Failed != nil {
			return sandbox.Answered(a.Failed.err())
		}
		return err
	})
	return a, err
}

// Close ends the child. It returns when the child is gone.
func (p *Program) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.second.Close()
	p.worker.Close()
	return nil
}
