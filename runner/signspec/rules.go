package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

func newRules(env environment) *cobra.Command {
	var profile string
	cmd := &cobra.Command{
		Use:   "rules [ID]",
		Short: "Lists the rules, or prints the page of one: why it matters, how to fix it, what breaks it",
		Example: `  signspec rules
  signspec rules complete-last
  signspec rules auth-code-length --profile field`,
		Args: asUsed,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := showRules(env.stdout, profile, args); err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(
		&profile,
		"profile",
		"documented",
		"edition of the contract: "+strings.Join(schemas.ProfileNames(), ", ")+", or a YAML file",
	)
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
