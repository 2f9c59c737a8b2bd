package main

import (
	"cmp"
	"context"
	"path/filepath"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// replayOut is the folder for the reports of a replay: not that of the run it judges again.
const replayOut = "signspec-replay"

func newReplay(env environment) *cobra.Command {
	s := &settings{}
	cmd := &cobra.Command{
		Use:   "replay FILE",
		Short: "Judges saved records again: a report.json, or a .jsonl file of records",
		Long: `Judges saved records again: a report.json, or a .jsonl file of records.

A report.json is judged as it was: by its profile, plan, rules and strictness,
unless flags say otherwise.`,
		Example: `  signspec replay signspec-report/report.json
  signspec replay signspec-report/records.jsonl --rules must`,
		Args: oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			c := &check{env: env, settings: *s, profile: s.profile}
			return ended(c.replay(cmd, args[0]))
		},
	}
	s.declare(cmd)
	out := cmd.Flags().Lookup("out")
	s.out, out.DefValue = replayOut, replayOut
	return cmd
}

// replay judges the records of a file and returns the exit status.
func (c *check) replay(cmd *cobra.Command, file string) int {
	saved, err := replay.Open(file)
	if err != nil {
		return c.configurationError(err)
	}
	c.settings.resume(saved.Header, cmd.Flags().Changed)
	if saved.OfProgram() {
		return c.replayProgram(saved, file)
	}
	profile, err := c.prepare(schemas.Wallet)
	if err != nil {
		return c.configurationError(err)
	}
	c.reproduce = func(rule string) string {
		return shellescape.QuoteCommand([]string{"signspec", "replay", "--rules", rule, file})
	}
	return c.checkTarget(cmd.Context(), &target.Wallet{
		Wallet:  saved,
		Subject: run.Subject{Kind: run.Wallet, Driver: "replay", Source: filepath.ToSlash(file), SHA256: saved.Header.Subject.SHA256},
		Close:   func(context.Context) error { return nil },
	}, profile)
}

// resume takes over what the report says of its run, where no flag says otherwise.
func (s *settings) resume(h replay.Header, given func(flag string) bool) {
	if !given("profile") {
		s.profile = cmp.Or(h.Profile, s.profile)
	}
	if !given("plan") {
		s.plan = cmp.Or(h.Plan, s.plan)
	}
	if !given("rules") {
		s.rules = h.Selection
	}
	if !given("strict") {
		s.strict = h.Strict
	}
}

// replayProgram judges the records of a mini program.
func (c *check) replayProgram(saved *replay.Replay, file string) int {
	c.subject = run.Subject{Kind: run.MiniProgram, Driver: "replay", Source: filepath.ToSlash(file), SHA256: saved.Header.Subject.SHA256}
	profile, err := c.prepareProfile()
	if err != nil {
		return c.configurationError(err)
	}
	if err := c.prepareRun(schemas.MiniProgram, merchant.NewPlan(profile).Names()); err != nil {
		return c.configurationError(err)
	}
	c.reproduce = func(rule string) string {
		return shellescape.QuoteCommand([]string{"signspec", "replay", "--rules", rule, file})
	}
	return c.judgeProgram(merchant.Recorded{Name: saved.Header.Subject.Name, Version: saved.Header.Subject.Version, Records: saved.Records()},
		profile, func() string { return saved.Header.Subject.SHA256 }, func() error { return nil })
}
