package check

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Resume makes of a check one that goes on with the earlier run: of its seed, with its records. The error says why there is
// nothing to go on with, or in what the two differ.
func (e *Earlier) Resume(o Options) (Options, error) {
	was, seed := e.run, o.Seed
	o = o.withDefaults(o.Subject.Kind)
	switch problem := e.of(o); {
	case o.Subject.Kind != schemas.Wallet:
		return o, errors.New("only the run of a wallet can be gone on with")
	case problem != "":
		return o, errors.New(problem)
	case was.Tool != o.Tool:
		return o, fmt.Errorf("the last run is of another version: it was of %s %s", was.Tool.Name, was.Tool.Version)
	case was.RulesDigest != rulesDigest():
		return o, errors.New("the last run was judged by other rules than this version has")
	case was.Subject.SHA256 != o.Subject.SHA256:
		return o, errors.New("the target has changed since the last run: its digest is another")
	case was.Selection != o.Rules:
		return o, fmt.Errorf("the last run was of other rules: of %q", was.Selection)
	case was.Seed == "" && was.Challenge == "" || seed != "" && seed != was.Seed:
		return o, fmt.Errorf("the last run was drawn from another seed: from %q", was.Seed)
	case was.Challenge != o.Challenge:
		return o, fmt.Errorf("the last run answers another challenge: %q", was.Challenge)
	case was.Error == nil && was.Stopped == nil:
		return o, fmt.Errorf("the last run was carried out, so nothing of it is left: it was %s", was.Verdict)
	case was.Error != nil && was.Error.Kind == run.Configuration:
		return o, errors.New("the last run had not begun: " + was.Error.Message)
	}
	o.Seed, o.Scenarios, o.earlier = was.Seed, was.Only, e
	return o, nil
}

// goOn makes of a target one that answers from the records of the earlier run as far as these go. The error says that the
// target is not there, or is not the one that it was.
func (e *Earlier) goOn(ctx context.Context, target wallet.Wallet, plan wallet.Plan, o Options) (wallet.Wallet, error) {
	d, err := target.Describe(ctx)
	if err != nil {
		return nil, &rule.UnreachableError{Err: err}
	}
	w := &resumedWallet{Wallet: target, described: d, saved: replay.New(replay.Header{}, e.records), onItsWay: map[string]bool{}}
	if w.saved.Described() {
		was, err := w.saved.Describe(ctx)
		if err != nil {
			return nil, err
		}
		was.Name, was.Version = d.Name, d.Version
		before, _ := json.Marshal(was)
		now, _ := json.Marshal(d)
		name, version := o.named(d)
		if string(before) != string(now) || name != e.run.Subject.Name || version != e.run.Subject.Version {
			return nil, &config.Error{Message: fmt.Sprintf("--resume: the target describes itself otherwise than in the last run: it was %s %s",
				e.run.Subject.Name, e.run.Subject.Version)}
		}
	}
	for _, name := range e.last(plan, o) {
		w.onItsWay[name] = true
	}
	for _, r := range e.records {
		w.instances = max(w.instances, r.Instance+1)
	}
	return w, nil
}

// last names the scenarios that may have been performed last: of the plan, in the order in which it was performed, and beyond
// it, which is performed in the order in which the records stand.
func (e *Earlier) last(plan wallet.Plan, o Options) []string {
	var names []string
	recorded := map[string]bool{}
	for _, list := range [][]record.Record{e.run.Records, e.records} {
		for _, r := range list {
			recorded[r.Scenario] = true
		}
		if len(list) > 0 {
			if last := list[len(list)-1].Scenario; !slices.Contains(plan.Names(), last) {
				names = append(names, last)
			}
		}
	}
	for _, s := range slices.Backward(ordered(o, plan.Scenarios)) {
		if recorded[s.Name] {
			return append(names, s.Name)
		}
	}
	return names
}

// resumedWallet is a wallet of which a part has been performed before.
type resumedWallet struct {
	wallet.Wallet
	described wallet.Description
	saved     *replay.Replay
	// onItsWay are scenarios that may have been on their way when the earlier run ended: a crash in one may come of that.
	onItsWay map[string]bool
	// instances is how far the numbers of instances have got: what is performed now is performed on others.
	instances int
}

// Describe returns what the wallet has said of itself.
func (w *resumedWallet) Describe(context.Context) (wallet.Description, error) {
	return w.described, nil
}

// Perform performs a scenario, unless its records are there.
func (w *resumedWallet) Perform(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	if p, err := w.saved.Perform(ctx, s); err == nil && w.keeps(s, p.Records) {
		return p, nil
	}
	p, err := w.Wallet.Perform(ctx, s)
	p.Records = slices.Clone(p.Records)
	for i := range p.Records {
		p.Records[i].Instance += w.instances
	}
	return p, err
}

// keeps says whether the records are all that a scenario gives, and of the draw that it is of.
func (w *resumedWallet) keeps(s wallet.Scenario, records []record.Record) bool {
	for _, r := range records {
		i := slices.IndexFunc(s.Calls, func(c wallet.Call) bool { return c.ID == r.ID })
		if i < 0 || r.End == record.Crashed && w.onItsWay[s.Name] {
			return false
		}
		if stage := s.Calls[i].Stage; !s.Drawn() && stage != nil && r.Stage.AuthState != stage.AuthState {
			return false
		}
	}
	return len(records) > 0
}

// resumed says of a run what it went on with. Where it was not carried out either, nothing that was known is lost.
func (c *check) resumed(r *run.Run) {
	if c.earlier == nil {
		return
	}
	was := c.earlier.run
	r.StartedAt, r.DurationMs = was.StartedAt, was.DurationMs+r.DurationMs
	r.Resumed = append(slices.Clone(was.Resumed), run.Resumed{At: c.started.UTC().Truncate(time.Millisecond), Records: len(c.earlier.records)})
	if r.Error == nil {
		return
	}
	known := map[string]bool{}
	for _, call := range slices.Concat(r.Records, r.Explored) {
		known[call.Scenario] = true
	}
	for _, call := range was.Records {
		if !known[call.Scenario] {
			r.Records = append(r.Records, call)
		}
	}
	for _, call := range was.Records {
		known[call.Scenario] = true
	}
	for _, call := range c.earlier.records {
		if !known[call.Scenario] {
			r.Explored = append(r.Explored, call)
		}
	}
}

// refuseToGoOn reports why a run cannot be gone on with, and leaves its reports as they are.
func (o Options) refuseToGoOn(err error) Outcome {
	o.Close()
	o.Out, o.Events, o.Summary = "", "", ""
	c := &check{Options: o, started: time.Now()}
	r := c.run()
	r.Error = runError(err)
	c.print(Detail(err))
	return c.write(r)
}
