package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wallet"
)

func newRules(env environment) *cobra.Command {
	var profile string
	cmd := &cobra.Command{
		Use:   "rules [ID]",
		Short: "Lists the rules, or explains one: clause, why it matters, how to fix it, scenarios, schema fragment",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := showRules(env.stdout, profile, args); err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&profile, "profile", "documented", "edition of the contract: "+strings.Join(schemas.ProfileNames(), ", ")+", or a YAML file")
	return cmd
}

func showRules(w io.Writer, profileName string, args []string) error {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return err
	}
	profile, err := schemas.LoadProfile(profileName)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		listRules(w, catalogue)
		return nil
	}
	rule, ok := catalogue.Rule(args[0])
	if !ok {
		return fmt.Errorf("no rule has the id %q%s (\"signspec rules\" lists them)", args[0], config.DidYouMean(args[0], ids(catalogue)))
	}
	return explain(w, catalogue, rule, profile)
}

// listRules writes a line a rule under its subject and group.
func listRules(w io.Writer, catalogue *schemas.Catalogue) {
	heading := ""
	for _, rule := range catalogue.Rules() {
		if h := schemas.SubjectName(rule.Subject) + ": " + rule.Group; h != heading {
			if heading != "" {
				fmt.Fprintln(w)
			}
			heading = h
			fmt.Fprintln(w, heading)
		}
		fmt.Fprintf(w, "  %-6s  %-32s  %s\n", rule.Level, rule.ID, rule.Title)
	}
	fmt.Fprintln(w, "\nsignspec rules ID explains one.")
}

func ids(catalogue *schemas.Catalogue) []string {
	var all []string
	for _, rule := range catalogue.Rules() {
		all = append(all, rule.ID)
	}
	return all
}

// explain writes all there is to know of one rule.
func explain(w io.Writer, catalogue *schemas.Catalogue, rule schemas.Rule, profile *schemas.Profile) error {
	fmt.Fprintf(w, "%s (%s %s rule, group %s, since %s)\n\n%s.\n\n", rule.ID, schemas.SubjectName(rule.Subject), rule.Level, rule.Group, rule.Since, rule.Title)
	fmt.Fprintf(w, "Clause     %s\nSource     %s\nWhy        %s\nFix        %s\n", rule.Clause, rule.Source, rule.Why, rule.Fix)
	for _, sentence := range catalogue.SentencesOf(rule.ID) {
		fmt.Fprintf(w, "Sentence   %s: %s\n", sentence.ID, sentence.Text)
	}
	if reason, ok := profile.NotApplicable(rule.ID); ok {
		fmt.Fprintf(w, "Profile    not applicable: %s\n", reason)
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

func explainScenarios(w io.Writer, rule schemas.Rule, profile *schemas.Profile) error {
	scenarios, planned, err := restsOn(rule, profile)
	if err != nil {
		return err
	}
	if len(scenarios) == 0 {
		fmt.Fprintln(w, "Scenarios  none: judged on what stands in the container")
		return nil
	}
	fmt.Fprintf(w, "Scenarios  %d of the full plan's %d\n", len(scenarios), planned)
	for _, name := range scenarios {
		fmt.Fprintf(w, "  %s\n", name)
	}
	return nil
}

// restsOn names the scenarios that a rule is judged in, of how many the full plan has.
func restsOn(of schemas.Rule, profile *schemas.Profile) (names []string, planned int, err error) {
	if of.Subject == schemas.MiniProgram {
		plan := merchant.NewPlan(profile)
		return namesOf(rule.Scenarios(merchant.Table(), plan)[of.ID]), len(plan.Scenarios), nil
	}
	if of.Subject == schemas.OpenPlatform {
		plan := platform.NewPlan(profile)
		return namesOf(rule.Scenarios(platform.Table(), plan)[of.ID]), len(plan.Scenarios), nil
	}
	if of.Subject == schemas.MerchantServer {
		plan := server.NewPlan(profile)
		return namesOf(rule.Scenarios(server.Table(), plan)[of.ID]), len(plan.Scenarios), nil
	}
	plan, err := wallet.NewPlan(wallet.Full, profile)
	if err != nil {
		return nil, 0, err
	}
	return namesOf(rule.Scenarios(wallet.Table(), plan)[of.ID]), len(plan.Scenarios), nil
}

func namesOf[S rule.Scenario](scenarios []S) []string {
	return rule.Plan[S]{Scenarios: scenarios}.Names()
}
