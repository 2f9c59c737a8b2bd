package miniprogram

import (
	"bufio"
	"context"
	"errors"
	"fmt"

	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/runner/sandbox"
)

// process is a running child and the merchant's own server, where there is one.
type process struct {
	*sandbox.Process
	lines *bufio.Reader
	send  fetch // nil where there is no server to ask
}

// startProcess starts a child and gives it the job as soon as there is one.
func startProcess(options Options, load func() (*job, error)) (*process, error) {
	started, err := sandbox.Start(options.Command, ChildArgument)
	if err != nil {
		return nil, err
	}
	p := &process{Process: started, lines: bufio.NewReaderSize(started.Stdout, lineBuffer)}
	j, err := load()
	if err == nil {
		p.send, err = sender(options)
	}
	if err != nil {
		p.End()
		return nil, err
	}
	if err := writeLine(p.Stdin, question{Job: j}); err != nil {
		p.End()
		return nil, fmt.Errorf("giving the engine's process the mini program: %w", err)
	}
	return p, nil
}

// sender is what sends the program's requests; nil where the suite plays the server.
func sender(options Options) (fetch, error) {
	if options.Fetch != nil || options.Config.Server.Proxy == "" {
		return options.Fetch, nil
	}
	fetcher, err := server.NewFetcher(options.Config.Server.Proxy, options.AllowHosts)
	if err != nil {
		return nil, err
	}
	return fetcher.Fetch, nil
}

// ask asks one question and sends the requests that the child wants to be sent before it answers. A process that did
// not answer before the context ended is of no further use.
func (p *process) ask(ctx context.Context, q question) (answer, error) {
	type result struct {
		answer answer
		err    error
	}
	done := make(chan result, 1)
	go func() {
		a, err := p.converse(q)
		done <- result{a, err}
	}()
	select {
	case r := <-done:
		return r.answer, r.err
	case <-ctx.Done():
		return answer{}, ctx.Err()
	}
}

func (p *process) converse(q question) (answer, error) {
	for {
		if err := writeLine(p.Stdin, q); err != nil {
			return answer{}, err
		}
		var a answer
		if err := readLine(p.lines, &a); err != nil {
			return answer{}, err
		}
		if a.Fetch == nil {
			return a, nil
		}
		q = question{Fetched: p.fetch(*a.Fetch)}
	}
}

func (p *process) fetch(f fetching) *fetched {
	if p.send == nil {
		return &fetched{Error: errors.New("there is no server to ask").Error()}
	}
	reply, err := p.send(f.Session, f.Request)
	if err != nil {
		return &fetched{Error: err.Error()}
	}
	return &fetched{Reply: reply}
}
