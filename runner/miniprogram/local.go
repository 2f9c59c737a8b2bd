package miniprogram

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// Local is a mini program that runs in this process, without limits: for tests, which bring programs of their own. It
// satisfies merchant.Program.
type Local struct {
	mu     sync.Mutex
	job    *job
	player *player
}

var _ merchant.Program = (*Local)(nil)

// NewLocal loads the program of a configuration, which was read from file. Errors are those of Program.Describe.
func NewLocal(file string, config *schemas.MerchantConfig) (*Local, error) {
	j, err := newJob(Options{File: file, Config: config, Limits: withDefaults(sandbox.Limits{})}, here)
	if err != nil {
		return nil, err
	}
	send := func(int, server.Request) (server.Reply, error) {
		return server.Reply{}, errors.New("there is no server to ask")
	}
	if config.Server.Proxy != "" {
		fetcher, err := server.NewFetcher(config.Server.Proxy, nil)
		if err != nil {
			return nil, err
		}
		send = fetcher.Fetch
	}
	p, err := newPlayer(j, send, nil)
	if err != nil {
		return nil, err
	}
	return &Local{job: j, player: p}, nil
}

// Describe says what the program is.
func (l *Local) Describe(context.Context) (merchant.Description, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	warnings, err := l.player.check()
	if err != nil {
		return merchant.Description{}, fmt.Errorf("looking at the mini program: %w", err)
	}
	return describe(l.job, warnings), nil
}

// Perform performs a scenario.
func (l *Local) Perform(_ context.Context, s merchant.Scenario) (merchant.Performance, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.player.perform(s)
}
