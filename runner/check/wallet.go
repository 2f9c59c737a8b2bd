package check

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Wallet checks a wallet.
func Wallet(ctx context.Context, target wallet.Wallet, o Options) Outcome {
	o = o.withDefaults(schemas.Wallet)
	if saved, ok := target.(*replay.Replay); ok {
		o.also = saved.Records()
	}
	plan, err := wallet.NewPlan(o.Plan, o.Profile)
	if err != nil {
		o.Close()
		return Refuse(schemas.Wallet, o, o.Validate(schemas.Wallet))
	}
	if o.earlier != nil {
		if target, err = o.earlier.goOn(ctx, target, plan, o); err != nil {
			return o.refuseToGoOn(err)
		}
	}
	p := walletParty(plan)
	p.judge = func(ctx context.Context, c *check, rules func(schemas.Rule) bool) ([]rule.Result, error) {
		return wallet.Judge(ctx, describedWallet{target, c}, c.walletOptions(rules))
	}
	return o.do(ctx, p)
}

func walletParty(plan wallet.Plan) party {
	return party{
		subject: schemas.Wallet, scenarios: append([]string{wallet.Availability}, plan.Names()...),
		beyond: func(c *check, name string) (string, error) {
			s, err := wallet.Beyond(name, c.Profile)
			c.chosenCalls = append(c.chosenCalls, s)
			return s.Name, err
		},
	}
}

// ForecastWallet says what the check of a wallet would perform that is reached on such terms.
func ForecastWallet(o Options, terms drivers.Terms) (Forecast, error) {
	o = o.withDefaults(schemas.Wallet)
	plan, err := wallet.NewPlan(o.Plan, o.Profile)
	if err != nil {
		return Forecast{}, err
	}
	var beyond wallet.Options
	f := Forecast{Terms: terms}
	planned, err := foresee(o, walletParty(plan), func(c *check, rules func(schemas.Rule) bool) (*rule.Session[wallet.Scenario], error) {
		beyond = c.walletOptions(rules)
		return wallet.NewSession(nil, beyond)
	}, func(s wallet.Scenario) []record.Outcome {
		f.Calls += len(s.Calls)
		return s.Authorised()
	})
	if err != nil {
		return Forecast{}, err
	}
	f.Scenarios, f.Authorisations = planned.Scenarios, planned.Authorisations
	if terms.Virtual || beyond.ExploreAnyway {
		f.explore(beyond.Explore)
	} else if n := len(beyond.Explore); n > 0 {
		f.Notes = append(f.Notes, fmt.Sprintf("%d more are explored where the target says that its time is virtual", n))
	}
	f.Notes = append(f.Notes, o.Explore.foreseen(wallet.LongestRandom, "call")...)
	return f, nil
}

// explore adds what is performed beyond the plan.
func (f *Forecast) explore(scenarios []wallet.Scenario) {
	for _, s := range scenarios {
		f.Explored++
		f.Calls += len(s.Calls)
		if !f.Terms.Virtual {
			f.Authorisations = append(f.Authorisations, s.Authorised()...)
		}
	}
}

// walletOptions are the options of a session that tells the check of everything.
func (c *check) walletOptions(rules func(schemas.Rule) bool) wallet.Options {
	o := wallet.Options{Profile: c.Profile, Plan: c.Plan, Seed: c.drawnFrom(), Options: judging(c, rules,
		wallet.Scenario.Authorised, authorised)}
	planned := o.Observe
	o.Observe = func(s wallet.Scenario, p wallet.Performance) {
		if s.Drawn() {
			c.explored, c.called = append(c.explored, explored{scenario: s.Name, performance: p}), append(c.called, s)
			return
		}
		planned(s, p)
	}
	c.beyond(&o)
	return o
}

// authorised counts the authorisations of a scenario that was performed.
func authorised(s wallet.Scenario, p wallet.Performance) int {
	if len(p.Records) == 0 {
		return 0
	}
	return len(s.Authorised())
}

// describedWallet is a wallet that the check learns the name of as it describes itself, unless it was told.
type describedWallet struct {
	wallet.Wallet
	check *check
}

// Describe describes the wallet.
func (d describedWallet) Describe(ctx context.Context) (wallet.Description, error) {
	description, err := d.Wallet.Describe(ctx)
	if err == nil {
		d.check.Subject.Name, d.check.Subject.Version = d.check.named(description)
	}
	return description, err
}

// Ahead performs scenarios before they are asked for, where the wallet can.
func (d describedWallet) Ahead(ctx context.Context, scenarios []wallet.Scenario) bool {
	return wallet.PerformAhead(ctx, d.Wallet, scenarios)
}

// named is the name and the version of a wallet that describes itself so.
func (o Options) named(d wallet.Description) (name, version string) {
	return cmp.Or(o.Subject.Name, d.Name), cmp.Or(o.Subject.Version, d.Version)
}

// part is an outcome that so many authorisations in a row end in.
type part struct {
	n       int
	outcome record.Outcome
}

// together puts equal outcomes together that follow each other.
func together(outcomes []record.Outcome) []part {
	var parts []part
	for _, o := range outcomes {
		if last := len(parts) - 1; last >= 0 && parts[last].outcome == o {
			parts[last].n++
			continue
		}
		parts = append(parts, part{1, o})
	}
	return parts
}

// inTurn lists outcomes as they follow each other: "3 × cancel, approve".
func inTurn(outcomes []record.Outcome) string {
	var texts []string
	for _, p := range together(outcomes) {
		text := string(p.outcome)
		if p.n > 1 {
			text = fmt.Sprintf("%d × %s", p.n, text)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, ", ")
}
