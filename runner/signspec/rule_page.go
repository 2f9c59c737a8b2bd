package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/signspec/signspec/fixtures/rulepages"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wallet"
)

// pageWidth is how many columns a rule's page takes, and pageLabel how many of them its labels take.
const (
	pageWidth = 100
	pageLabel = 11
)

// explain writes the page of a rule, and what it rests on in a profile.
func explain(w io.Writer, catalogue *schemas.Catalogue, rule schemas.Rule, profile *schemas.Profile) error {
	fmt.Fprintf(w, "%s (%s %s rule, group %s, since %s)\n\n", rule.ID, schemas.SubjectName(rule.Subject), rule.Level, rule.Group, rule.Since)
	fmt.Fprintf(w, "%s.\n\n", strings.Join(words.Wrap(rule.Title, pageWidth), "\n"))
	labelled(w, "Clause", rule.Clause)
	labelled(w, "Source", rule.Source)
	labelled(w, "Why", rule.Why)
	labelled(w, "Fix", rule.Fix)
	if err := explainExamples(w, rule); err != nil {
		return err
	}
	labelled(w, "Page", schemas.PageURL(rule.ID))
	for _, sentence := range catalogue.SentencesOf(rule.ID) {
		labelled(w, "Sentence", sentence.ID+": "+sentence.Text)
	}
	if raised := schemas.Raised(rule); raised != "" {
		labelled(w, "Editions", raised)
	}
	if reason, ok := profile.NotApplicable(rule.ID); ok {
		labelled(w, "Profile", "not applicable: "+reason)
	}
	if err := explainScenarios(w, rule, profile); err != nil {
		return err
	}
	if rule.Schema != "" {
		fragment, _ := profile.Fragment(rule.Schema)
		text, err := json.MarshalIndent(fragment, "  ", "  ")
		if err != nil {
			return fmt.Errorf("showing the schema fragment %s: %w", rule.Schema, err)
		}
		fmt.Fprintf(w, "\nSchema     %s (profile %s)\n  %s\n", rule.Schema, profile.Name, text)
	}
	return nil
}

// explainExamples says where fixtures are that break and hold a rule.
func explainExamples(w io.Writer, rule schemas.Rule) error {
	examples, err := rulepages.Examples()
	if err != nil {
		return err
	}
	if example, ok := examples[rule.ID]; ok {
		labelled(w, "Broken by", example.Place(), example.Fault, example.Try)
	}
	labelled(w, "Held by", rulepages.Holding(rule.Subject))
	return nil
}

// labelled writes texts beside a label, each on lines of its own; empty ones are left out.
func labelled(w io.Writer, label string, texts ...string) {
	for _, text := range texts {
		if text == "" {
			continue
		}
		for _, line := range words.Wrap(text, pageWidth-pageLabel) {
			fmt.Fprintf(w, "%-*s%s\n", pageLabel, label, line)
			label = ""
		}
	}
}

func explainScenarios(w io.Writer, of schemas.Rule, profile *schemas.Profile) error {
	on, err := restsOn(of, profile)
	if err != nil {
		return err
	}
	switch len(on.names) {
	case 0:
		labelled(w, "Scenarios", "none: judged on what stands in the container")
		return nil
	case on.planned:
		labelled(w, "Scenarios", fmt.Sprintf("all %d of %s", on.planned, on.plan))
		return nil
	}
	labelled(w, "Scenarios", fmt.Sprintf("%d of the %d of %s", len(on.names), on.planned, on.plan))
	for _, name := range on.names {
		fmt.Fprintf(w, "  %s\n", name)
	}
	return nil
}

// resting is what a rule rests on: scenarios of a plan, of how many it has.
type resting struct {
	names   []string
	planned int
	plan    string // in words
}

// restsOn names the scenarios that a rule is judged in.
func restsOn(of schemas.Rule, profile *schemas.Profile) (resting, error) {
	switch of.Subject {
	case schemas.MiniProgram:
		return onPlan(of, merchant.Table(), merchant.NewPlan(profile), fullPlan), nil
	case schemas.OpenPlatform:
		return onPortals(of, platform.Table(), platform.NewPlan)
	case schemas.MerchantServer:
		return onPortals(of, server.Table(), server.NewPlan)
	}
	plan, err := wallet.NewPlan(wallet.Full, profile)
	return onPlan(of, wallet.Table(), plan, fullPlan), err
}

// fullPlan is what the plan is called where there are no editions of it.
const fullPlan = "the full plan"

// onPortals looks in the plan of the first edition that has a place for the rule.
func onPortals[S rule.Scenario](of schemas.Rule, table []rule.Group, plan func(*schemas.Profile) rule.Plan[S]) (resting, error) {
	var on resting
	for _, name := range schemas.PortalNames() {
		portal, err := schemas.LoadPortal(name)
		if err != nil {
			return on, err
		}
		if _, without := portal.Profile().NotApplicable(of.ID); without {
			continue
		}
		if on = onPlan(of, table, plan(portal.Profile()), "the plan of the edition "+name); len(on.names) > 0 {
			break
		}
	}
	return on, nil
}

func onPlan[S rule.Scenario](of schemas.Rule, table []rule.Group, plan rule.Plan[S], called string) resting {
	return resting{namesOf(rule.Scenarios(table, plan)[of.ID]), len(plan.Scenarios), called}
}

func namesOf[S rule.Scenario](scenarios []S) []string {
	return rule.Plan[S]{Scenarios: scenarios}.Names()
}
