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
	Limits  Limits
	// Progress, where it is not nil, is told what Draft is trying.
	Progress func(string)
}

// Program is a mini program and the child that runs it. It satisfies merchant.Program; one scenario is performed at a
// time.
type Program struct {
	options Options
	job     func() (*job, error) // waits for the bundler

	mu       sync.Mutex
	process  func() (*process, error) // waits for the child that is being started; nil where none is
	instance int
	lost     time.Duration // real time of the scenarios that crashed
	crashes  []string      // the reason of each crash
}

var _ merchant.Program = (*Program)(nil)

// Start begins to load the program and to start the child, at the same time, and returns at once. What fails is told
// by Describe. Close ends it.
func Start(options Options) *Program {
	options.Limits = options.Limits.withDefaults()
	p := &Program{options: options}
	p.job = future(func() (*job, error) { return newJob(options) })
	p.startProcess()
	return p
}

func (p *Program) startProcess() {
	p.process = future(func() (*process, error) { return startProcess(p.options, p.job) })
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
	var crash *crashError
	if errors.As(err, &crash) {
		return merchant.Description{}, fmt.Errorf("%s could not be loaded: %s", j.Project.Name, crash.reason)
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
		d.Roles = routes.Roles()
	}
	for _, w := range slices.Concat(j.Project.Warnings, warnings) {
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

// Perform performs a scenario. A scenario that crashed the child is not an error: its record says so. The error is a
// *config.Error where the configuration is at fault, such as for a request that no route answers.
func (p *Program) Perform(ctx context.Context, s merchant.Scenario) (merchant.Performance, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.crashes); n >= p.options.Limits.Crashes {
		return merchant.Performance{Untested: fmt.Sprintf(
			"the mini program crashed %d times, so the run was ended (the last time: %s)", n, p.crashes[n-1])}, nil
	}
	p.instance++
	a, err := p.ask(ctx, question{Perform: &s})
	var crash *crashError
	switch {
	case errors.As(err, &crash):
		p.crashes = append(p.crashes, crash.reason)
		return merchant.Performance{Record: p.crashed(s, crash.reason)}, nil
	case err != nil:
		return merchant.Performance{}, err // who asked knows the scenario
	case a.Performance == nil:
		return merchant.Performance{}, fmt.Errorf("performing %s: the engine's process gave no record", s.Name)
	}
	a.Performance.Record.Instance = p.instance
	return *a.Performance, nil
}

// crashed makes the record of a scenario that crashed: what was staged, no events, and why.
func (p *Program) crashed(s merchant.Scenario, reason string) record.Record {
	return record.Record{
		ID: s.Name + "#1", Scenario: s.Name, API: record.ProgramAPI, Args: record.Fields(nil), Callbacks: []string{},
		Events: []record.Event{}, End: record.Crashed, Reason: reason, Instance: p.instance,
	}
}

// crashError says that the child died, or had to be killed.
type crashError struct{ reason string }

func (e *crashError) Error() string { return e.reason }

// ask puts one question to the child, which is started if there is none. A child that did not answer is gone
// afterwards, and the error is a *crashError.
func (p *Program) ask(ctx context.Context, q question) (answer, error) {
	if p.process == nil {
		p.startProcess()
	}
	began := time.Now()
	running, err := p.process()
	if err != nil {
		p.process = nil
		return answer{}, err
	}
	j, err := p.job()
	if err != nil {
		return answer{}, err
	}
	limit := p.options.Limits.next(j.Limit, p.lost)
	limited, cancel := context.WithTimeout(ctx, sandbox.Patience(limit))
	defer cancel()
	q.Limit = limit
	a, err := running.ask(limited, q)
	if err == nil && a.Failed != nil {
		return answer{}, a.Failed.err()
	}
	if err == nil {
		return a, nil
	}
	p.process = nil
	p.lost += time.Since(began)
	died := running.End()
	if ctx.Err() != nil {
		return answer{}, ctx.Err()
	}
	late := errors.Is(err, context.DeadlineExceeded)
	return answer{}, &crashError{died.Reason("the mini program", late, limit, p.options.Limits.Memory)}
}

// Close ends the child. It returns when the child is gone.
func (p *Program) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.process == nil {
		return nil
	}
	running, err := p.process()
	p.process = nil
	if err != nil {
		return nil // told by Describe; there is nothing to close
	}
	running.End()
	return nil
}

// future runs f at once in a goroutine of its own and returns a function that waits for its result.
func future[T any](f func() (T, error)) func() (T, error) {
	wait := sync.OnceValues(f)
	go wait()
	return wait
}
