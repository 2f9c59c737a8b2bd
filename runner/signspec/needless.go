package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/signspec/signspec/runner/target"
)

var errNoFleet = errors.New("--jobs says how many targets of a fleet are checked at once, and this is no fleet")

// needless finds flags of a wallet's check that mean nothing for what is checked: module is its file, or empty.
func needless(cmd *cobra.Command, module string) error {
	given := cmd.Flags().Changed
	switch {
	case given("jobs") && !(target.IsYAML(module) && target.IsFleet(module)):
		return errNoFleet
	case given("capabilities") && !target.IsYAML(module):
		return fmt.Errorf("--capabilities goes with a target file whose driver is webdriver, and this is no target file")
	}
	return nil
}

// needlessPlatform finds flags of one of the two things that the platform command does where the other is done.
func needlessPlatform(cmd *cobra.Command, demo bool) error {
	only := []string{"portal", "listen", "keys", "https"}
	why := "--%s goes with --demo"
	if demo {
		only = []string{
			"out",
			"report",
			"events",
			"rules",
			"scenario",
			"seed",
			"strict",
			"baseline",
			"write-baseline",
			"fail-fast",
			"last-failed",
			"dry-run",
			"jobs",
		}
		why = "--%s is for checks, and --demo checks nothing"
	}
	for _, name := range only {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf(why, name)
		}
	}
	return nil
}

// needlessReplay finds flags that say how something is performed, where nothing is.
func needlessReplay(cmd *cobra.Command) error {
	for _, name := range []string{"settle", "quiet"} {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf("--%s is for calls that are made, and replay makes none", name)
		}
	}
	return nil
}

// alone finds what stands beside a flag that means nothing together with others.
func alone(cmd *cobra.Command, flag string, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("--%s checks nothing, so %q means nothing beside it", flag, args)
	}
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if f.Name != flag {
			err = fmt.Errorf("--%s checks nothing, so --%s means nothing beside it", flag, f.Name)
		}
	})
	return err
}
