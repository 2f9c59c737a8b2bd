package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// completeValues says for the flags of every command what a shell may offer as their values.
func completeValues(cmd *cobra.Command) {
	plain := func(values func() []string) cobra.CompletionFunc {
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return values(), cobra.ShellCompDirectiveNoFileComp
		}
	}
	folder := func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	for flag, complete := range map[string]cobra.CompletionFunc{
		"profile": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return schemas.ProfileNames(), cobra.ShellCompDirectiveDefault // or a file
		},
		"plan":     plain(wallet.PlanNames),
		"portal":   plain(schemas.PortalNames),
		"report":   completeReports,
		"rules":    plain(ruleWords),
		"scenario": completeScenarios,
		"format":   plain(formats.Names),
		"out":      folder,
	} {
		if cmd.LocalFlags().Lookup(flag) == nil || otherwise(cmd.Name(), flag) {
			continue
		}
		cobra.CheckErr(cmd.RegisterFlagCompletionFunc(flag, complete))
	}
	for _, sub := range cmd.Commands() {
		completeValues(sub)
	}
}

// otherwise says whether a flag means something else for a command than for most: then files are offered.
func otherwise(command, flag string) bool {
	switch flag {
	case "report":
		return command == "verify"
	case "format":
		return command == "compare"
	case "out":
		return slices.Contains([]string{"certify", "keygen", "report", "init"}, command)
	}
	return false
}

// completeReports completes the last name of a list.
func completeReports(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	before := begun[:strings.LastIndexByte(begun, ',')+1]
	var lists []string
	for _, name := range append(formats.Names(), formats.All) {
		lists = append(lists, before+name)
	}
	return lists, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeScenarios lists the scenarios of a wallet's plan; those of others are known once the target is.
func completeScenarios(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	if cmd.Name() != "wallet" {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return plan.Names(), cobra.ShellCompDirectiveNoFileComp
}

// ruleWords are the words of --rules: levels and the ids of rules.
func ruleWords() []string {
	words := []string{"must", "should", "may"}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return words
	}
	for _, rule := range catalogue.Rules() {
		words = append(words, rule.ID)
	}
	return words
}
