package programs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/merchant/matchers"
)

// mostMissing is the part of the scenarios from which it costs less to perform the whole program: a start of the command
// performs what the missing ones are compared with, too.
const mostMissing = 0.25

// rejudged is what came of records by the rules of this version. missing are the scenarios that are new since the records were
// made.
type rejudged struct {
	run     *run.Run
	missing []string
}

// judgeRecords judges what is kept again. why says what keeps it from that; empty where nothing does.
func (o Options) judgeRecords(ctx context.Context, k *Kept) (again rejudged, why string) {
	profile, err := schemas.LoadProfile(k.Profile)
	if err != nil {
		return again, fmt.Sprintf("it is judged by the profile %q, which is not built in", k.Profile)
	}
	recorded := &gaps{Recorded: merchant.Recorded{Name: k.Result.Name, Records: k.Records}}
	outcome := check.MiniProgram(ctx, recorded, nil, check.Options{
		Subject: run.Subject{Kind: run.MiniProgram, Driver: "miniprogram", SHA256: k.Result.SHA256},
		Tool:    run.Tool{Name: "signspec", Version: o.Version}, Profile: profile, Plan: k.Plan, Seed: k.Seed,
	})
	again.run = outcome.Run.Run()
	all := asked(profile, k.Seed)
	for _, name := range recorded.missing { // among them are those that a break is shrunk by
		if slices.Contains(all, name) && !slices.Contains(k.Asked, name) {
			again.missing = append(again.missing, name)
		}
	}
	if float64(len(again.missing)) > mostMissing*float64(len(all)) {
		return again, fmt.Sprintf("its records lack %d of %d scenarios", len(again.missing), len(all))
	}
	return again, ""
}

// unlike lists the rules that the records of a program do not show as its run did.
func (o Options) unlike(ctx context.Context, k *Kept) []string {
	if len(k.Records) == 0 || k.Result.Verdict == run.Failed {
		return nil
	}
	again, _ := o.judgeRecords(ctx, k)
	if again.run == nil {
		return nil // they will not be judged again either
	}
	var rules []string
	for _, rule := range again.run.Rules {
		if k.Result.Rules[rule.ID] != rule.Status {
			rules = append(rules, rule.ID)
		}
	}
	return rules
}

// gaps is a program that answers from records, and remembers what they lack.
type gaps struct {
	merchant.Recorded
	missing []string
}

// Perform returns the record of the scenario.
func (g *gaps) Perform(ctx context.Context, s merchant.Scenario) (merchant.Performance, error) {
	p, err := g.Recorded.Perform(ctx, s)
	if p.Untested != "" {
		g.missing = append(g.missing, s.Name)
	}
	return p, err
}

// asked lists the scenarios that this version performs of a program, beyond the plan too.
func asked(profile *schemas.Profile, seed string) []string {
	names := []string{matchers.Described}
	for _, s := range slices.Concat(merchant.DrawPlan(profile, seed).Scenarios, merchant.Explored(profile, seed)) {
		names = append(names, s.Name)
	}
	return names
}

// judgeAgain judges what is kept of a program by the rules of this version, and performs of the program what its records lack;
// all of it where the records do not suffice at all.
func (o Options) judgeAgain(ctx context.Context, program string, k *Kept) (*Kept, error) {
	var again rejudged
	why := "its records are masked, and do not show as its run did: " + strings.Join(k.Unlike, ", ")
	if len(k.Unlike) == 0 {
		again, why = o.judgeRecords(ctx, k)
	}
	if why == "" && len(again.missing) > 0 {
		return o.complete(ctx, program, k, again)
	}
	if why == "" && again.run.Verdict == run.Failed {
		why = "its records cannot be judged again"
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if why != "" {
		fresh, err := o.judgeAnew(ctx, program)
		if err == nil {
			fresh.Result.Why = why
		}
		return fresh, err
	}
	return o.kept(program, k, again, programs.Rejudged, o.reason(k)), nil
}

// complete performs the scenarios that records lack, and judges all of them together.
func (o Options) complete(ctx context.Context, program string, k *Kept, lacking rejudged) (*Kept, error) {
	folder, end, err := o.open(ctx, program)
	if err != nil {
		return o.failed(ctx, program, err)
	}
	defer end()
	arguments := []string{"--seed", k.Seed}
	for _, name := range lacking.missing {
		arguments = append(arguments, "--scenario", name)
	}
	p, err := o.perform(ctx, folder, arguments...)
	if err != nil {
		return o.failed(ctx, program, err)
	}
	if err := o.sameVersion(p.run); err != nil {
		return nil, err
	}
	if p.run.Error != nil {
		return o.judgeAnew(ctx, program)
	}
	whole := *k
	whole.Records = merged(k.Records, p.records)
	whole.Asked = append(slices.Clone(k.Asked), lacking.missing...) // what is still missing could not be brought about
	again, why := o.judgeRecords(ctx, &whole)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if why != "" || again.run.Verdict == run.Failed {
		return o.judgeAnew(ctx, program)
	}
	done := o.kept(program, &whole, again, programs.Completed, o.reason(k)+"; "+needing(lacking))
	done.Result.Performed = lacking.missing
	return done, nil
}

// merged are records in which new ones take the place of those of the same scenario: what is compared was masked at once.
func merged(old, fresh []record.Record) []record.Record {
	performed := map[string]bool{}
	for _, r := range fresh {
		performed[r.Scenario] = true
	}
	kept := slices.DeleteFunc(slices.Clone(old), func(r record.Record) bool { return performed[r.Scenario] })
	return append(kept, fresh...)
}

// kept is what is kept of a program that was judged again.
func (o Options) kept(program string, k *Kept, again rejudged, how programs.How, why string) *Kept {
	h := o.headerOf(program, again.run)
	h.Seed, h.Profile, h.Plan, h.Asked = k.Seed, k.Profile, k.Plan, askedOf(k.Profile, k.Seed, k.Asked)
	h.Result.SHA256, h.Result.How, h.Result.Why = k.Result.SHA256, how, why
	return &Kept{header: h, Records: k.Records}
}

// askedOf lists what has been asked by now: of this version, and of those before.
func askedOf(profile, seed string, before []string) []string {
	names := slices.Clone(before)
	if p, err := schemas.LoadProfile(profile); err == nil {
		names = append(names, asked(p, seed)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// reason says why what is kept is not taken over as it is.
func (o Options) reason(k *Kept) string {
	switch {
	case k.Result.RulesDigest != rulesDigest():
		return "the rules are others than those that had judged it"
	case k.Version != o.Version:
		return fmt.Sprintf("version %s had judged it", k.Version)
	}
	return "it was asked for"
}

// needing says which rules rest on what is missing.
func needing(lacking rejudged) string {
	var rules []string
	for _, rule := range lacking.run.Rules {
		for _, u := range rule.Untested {
			if slices.Contains(lacking.missing, u.Scenario) && !slices.Contains(rules, rule.ID) {
				rules = append(rules, rule.ID)
			}
		}
	}
	if len(rules) == 0 {
		return "its records lack scenarios that are explored by now"
	}
	return "its records lack scenarios that these rest on: " + strings.Join(rules, ", ")
}
