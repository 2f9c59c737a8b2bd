package check

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/signspec/signspec/reports/baseline"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wallet"
)

// party is what differs between the parties of the contract: how one of them is judged. Judge tells the check of each
// record and each result as it is there.
type party struct {
	subject string // as in schemas.Wallet
	// scenarios are the names that may be chosen, and that a baseline may use.
	scenarios []string
	// beyond finds the scenario beyond the plan that a name describes, has it performed, and returns its own name; nil where
	// there is none beyond it.
	beyond func(c *check, name string) (string, error)
	judge  func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error)
}

// check is a run on its way.
type check struct {
	Options
	started  time.Time
	saved    time.Time // when what had been observed was saved last
	folder   folder
	plan     []string           // the names of its scenarios, the opening one's first
	events   *events            // nil where nobody asked
	baseline *baseline.Baseline // nil where nothing is known

	// What has been observed so far.
	records        []record.Record
	authorisations int
	// explored is what was performed beyond the plan.
	explored []explored
	// chosenCalls and chosenVisits are the scenarios beyond the plan that were chosen, of a wallet and of a mini program.
	chosenCalls  []wallet.Scenario
	chosenVisits []merchant.Scenario
	// chosenAttempts are those of a merchant's server.
	chosenAttempts []server.Scenario
	// stopped is why not everything was performed; nil where it was.
	stopped *run.Stopped
	// called and visited are the scenarios that a wallet was explored by, and all of a mini program's that were performed.
	called  []wallet.Scenario
	visited []merchant.Scenario
	// attempted are those that a server was explored by, and means what its target file has.
	attempted []server.Scenario
	means     []string
	// chosenWalks are the scenarios beyond the plan that were chosen of an open platform, and walked those that it was explored by.
	chosenWalks, walked []platform.Scenario
	// over counts the scenarios that are over, where they are performed beside each other; nil where nobody counts.
	over func() int
}

// do is the life of a check, from its start to its reports.
func (o Options) do(ctx context.Context, p party) Outcome {
	c := &check{Options: o.withDefaults(p.subject), started: time.Now()}
	rules, err := c.prepare(p)
	if err != nil {
		c.Close()
		return c.refuse(err)
	}
	c.events, c.saved = c.openEvents(), c.started
	results, fault := c.judge(ctx, p, rules)
	c.Progress.Stop()
	closing := c.Close()
	return c.deliver(c.conclude(results, c.failure(ctx, fault, closing)))
}

// prepare finds what makes no sense before anything is performed, and makes the folder for the reports ready.
func (c *check) prepare(p party) (rules func(schemas.Rule) bool, err error) {
	c.plan = p.scenarios
	if c.folder, err = openFolder(c.Out, c.Formats); err != nil {
		return nil, err
	}
	if rules, err = c.choose(p); err != nil {
		return nil, err
	}
	if c.earlier != nil {
		return rules, nil // its reports are worth more than none until there are others
	}
	return rules, c.folder.clear()
}

// choose finds what is chosen, and what makes no sense in it.
func (c *check) choose(p party) (rules func(schemas.Rule) bool, err error) {
	if err := c.Validate(p.subject); err != nil {
		return nil, err
	}
	if err := c.chooseScenarios(p); err != nil {
		return nil, err
	}
	if rules, err = rule.Choose(c.Rules, p.subject); err != nil {
		return nil, err
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	if c.Baseline != "" {
		if c.baseline, err = baseline.Load(c.Baseline, time.Now(), catalogue.RulesOf(p.subject), p.scenarios); err != nil {
			return nil, err
		}
	}
	return rules, nil
}

// judge performs and judges. A fault of signspec's own becomes an error of the run; what had led to it is dropped, since
// it may do so again.
func (c *check) judge(ctx context.Context, p party, rules func(schemas.Rule) bool) (results []rule.Result, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			c.print(string(debug.Stack()))
			c.records, results, err = nil, nil, fmt.Errorf("signspec itself failed: %v", cause)
		}
	}()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return p.judge(ctx, c, rules)
}

// failure says what kept the run from being carried out, if anything did.
func (c *check) failure(ctx context.Context, fault, closing error) *run.RunError {
	switch {
	case ctx.Err() != nil:
		return &run.RunError{Kind: run.Interrupted, Message: "the run was interrupted before it had ended"}
	case fault != nil:
		return runError(fault)
	case closing != nil: // an adapter that answers twice is seen only when it ends
		return runError(closing)
	}
	return nil
}

// conclude makes the run of what was observed and judged.
func (c *check) conclude(results []rule.Result, failure *run.RunError) *run.Run {
	c.advise()
	r := c.run()
	r.Error = failure
	defer func() {
		if cause := recover(); cause != nil {
			r.Rules, r.Records = []run.Rule{}, nil
			r.Error = &run.RunError{Kind: run.Harness, Message: fmt.Sprintf("signspec itself failed: %v", cause)}
			c.resumed(r)
		}
	}()
	r.Rules = c.rules(results)
	defer func() { inPlanOrder(r.Records, c.plan) }() // whatever the order in which they were made
	c.keepApart(r)
	c.coverCalls(r)
	c.resumed(r)
	c.coverVisits(r)
	c.coverAttempts(r)
	c.coverWalks(r)
	return r
}

// run is the run as far as it is known before the rules are judged.
func (c *check) run() *run.Run {
	return &run.Run{
		Tool: c.Tool, Subject: c.Subject, RulesDigest: rulesDigest(), Profile: c.Profile.Name, Plan: c.Plan,
		Selection: c.Rules, Only: c.Scenarios, Stopped: c.stopped, Seed: c.Seed, Challenge: c.Challenge, Strict: c.Strict,
		StartedAt: c.started.UTC(), DurationMs: time.Since(c.started).Milliseconds(),
		Authorisations: c.authorisations, Notes: c.Notes, Records: c.records, Rules: []run.Rule{},
	}
}

// rulesDigest is the digest of the rules; empty where they cannot be read, which every check says by itself.
func rulesDigest() string {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return ""
	}
	return catalogue.Digest()
}

// observe keeps what came of a scenario and tells of it.
func (c *check) observe(p rule.Performance, authorisations int) {
	c.records = append(c.records, p.Records...)
	c.authorisations += authorisations
	for _, r := range p.Records {
		c.events.record(r)
	}
	c.save()
}

// Refuse reports a target that could not even be opened, so that the reports of an earlier run are not taken for this
// one's. The cause is one of configuration.
func Refuse(kind string, o Options, cause error) Outcome {
	if !slices.Contains(wallet.PlanNames(), o.Plan) {
		o.Plan = wallet.Full
	}
	c := &check{Options: o.withDefaults(kind), started: time.Now()}
	var err error
	if c.folder, err = openFolder(c.Out, c.Formats); err != nil {
		c.folder = folder{}
		cause = errors.Join(cause, err)
	}
	return c.refuse(cause)
}

func (c *check) refuse(cause error) Outcome {
	r := c.run()
	r.Error = &run.RunError{Kind: run.Configuration, Message: cause.Error()}
	c.print(Detail(cause))
	if c.events == nil {
		c.events = c.openEvents()
	}
	return c.write(r)
}
