package socket

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/suites/wallet"
)

// Perform has the device perform one scenario. Errors are as for Describe.
func (d *Driver) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	d.turn.Lock()
	defer d.turn.Unlock()
	defer d.progress.performed(s)
	performance, err := d.perform(ctx, s)
	if err != nil {
		return wallet.Performance{}, fmt.Errorf("performing %s: %w", s.Name, err)
	}
	instance := d.link.state().instances
	for i := range performance.Records {
		r := &performance.Records[i]
		r.Instance, r.Overlap = instance, s.Overlap
		if r.Stage != nil { // what the suite asked for, with the state that was staged
			staged := *r.Stage
			staged.SignStr = s.Calls[i].Stage.SignStr
			r.Stage = &staged
		}
	}
	d.patience.Learn(performance)
	return performance, nil
}

func (d *Driver) perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	if !slices.ContainsFunc(s.Calls, isStaged) {
		d.showRest()
		return d.run(ctx, s)
	}
	if d.options.Stager != nil {
		return d.stageAndRun(ctx, s)
	}
	if !d.link.state().Stages {
		return wallet.Performance{Untested: "nothing stages outcomes here: the probe has no stage of its own, and no hook, command or " +
			"operator was named"}, nil
	}
	return d.run(ctx, s)
}

func isStaged(c wallet.Call) bool { return c.Stage != nil }

// stageAndRun performs a scenario whose outcomes are arranged here, not by the probe: each call is staged, a person is
// told what there is to do, and then the call is sent with its sign string. Calls that overlap are staged fleetreport.
func (d *Driver) stageAndRun(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	// Before anything is authorised: what comes of the first calls would be lost with the last.
	if reason := d.operator.cannotDo(s); reason != "" {
		return wallet.Performance{Untested: reason}, nil
	}
	var all wallet.Performance
	start := time.Now()
	for _, part := range parts(s) {
		begun := milliseconds(time.Since(start))
		todo, untested, err := d.stage(ctx, part)
		if untested == "" && err == nil {
			untested, err = d.instruct(ctx, todo)
		}
		if untested != "" || err != nil {
			return wallet.Performance{Untested: untested}, err
		}
		p, err := d.run(ctx, part)
		if err != nil || p.Untested != "" {
			return wallet.Performance{Untested: p.Untested}, err
		}
		if len(todo) > 0 {
			d.operator.saw(p)
		}
		for i := range p.Records {
			p.Records[i].StartedAt += begun
		}
		all.Records = append(all.Records, p.Records...)
	}
	return all, nil
}

// parts cuts a scenario into what is performed in one go, each with calls of its own to be changed.
func parts(s wallet.Scenario) []wallet.Scenario {
	if s.Overlap {
		whole := s
		whole.Calls = append([]wallet.Call{}, s.Calls...)
		return []wallet.Scenario{whole}
	}
	var all []wallet.Scenario
	for _, call := range s.Calls {
		all = append(all, wallet.Scenario{Name: s.Name, Calls: []wallet.Call{call}})
	}
	return all
}

// run sends a scenario, or a part of one, to the device as it is.
func (d *Driver) run(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	var performance wallet.Performance
	params := protocol.RunParams{
		Scenario: s, Entry: d.options.Entry,
		SettleMs: milliseconds(d.patience.Settle(s)), QuietMs: milliseconds(d.options.Quiet),
	}
	err := d.ask(ctx, d.runTimeout(s), func(ctx context.Context) (err error) {
		performance, err = d.client.Run(ctx, params)
		return err
	})
	// What was staged is known here; a record that forgets it would be left unjudged by many a rule.
	for i := range performance.Records {
		performance.Records[i].Stage = s.Calls[i].Stage
	}
	return performance, err
}

// runTimeout is how long a scenario may take: staging, settling and quiet for each call, one after another.
func (d *Driver) runTimeout(s wallet.Scenario) time.Duration {
	limit := RunSlack
	for _, call := range s.Calls {
		limit += d.options.Settle + d.options.Quiet
		if call.Stage != nil {
			limit += max(stage.Timeout, d.options.Settle)
		}
	}
	return limit
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
