package main

import (
	"cmp"
	"path/filepath"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/server"
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
			return ended(s.replay(cmd, env, args[0]))
		},
	}
	s.declare(cmd)
	out := cmd.Flags().Lookup("out")
	s.out, out.DefValue = replayOut, replayOut
	return cmd
}

// replay judges the records of a file and returns the exit status.
func (s *settings) replay(cmd *cobra.Command, env environment, file string) int {
	if err := needlessReplay(cmd); err != nil {
		return check.Refuse(schemas.Wallet, s.options(env), err).ExitStatus()
	}
	saved, err := replay.Open(file)
	if err != nil {
		return check.Refuse(schemas.Wallet, s.options(env), err).ExitStatus()
	}
	s.takeOver(saved.Header, cmd.Flags().Changed)
	o := s.options(env)
	kind := kindOf(saved)
	o.PlanOrder = true // which records know nothing of
	o.Subject = run.Subject{Kind: kind, Driver: "replay", Source: filepath.ToSlash(file), SHA256: saved.Header.Subject.SHA256}
	o.Reproduce = func(rule, scenario string) string {
		return shellescape.QuoteCommand([]string{"signspec", "replay", "--rules", rule, "--scenario", scenario, file})
	}
	if err := s.validate(o, kind); err != nil {
		return check.Refuse(kind, o, err).ExitStatus()
	}
	if o.Profile, err = s.profileOf(kind); err != nil {
		return check.Refuse(kind, o, err).ExitStatus()
	}
	if kind == schemas.MerchantServer {
		return check.Server(cmd.Context(), server.Recorded{Name: saved.Header.Subject.Name, Records: saved.Records()}, o).ExitStatus()
	}
	if kind == schemas.OpenPlatform {
		return check.Platform(cmd.Context(), platform.Recorded{Name: saved.Header.Subject.Name, Records: saved.Records()}, o).ExitStatus()
	}
	if saved.OfProgram() {
		subject := saved.Header.Subject
		program := merchant.Recorded{Name: subject.Name, Version: subject.Version, Records: saved.Records()}
		return check.MiniProgram(cmd.Context(), program, nil, o).ExitStatus()
	}
	return check.Wallet(cmd.Context(), saved, o).ExitStatus()
}

// kindOf says whose records a file holds: the report says it, and of records alone their API.
func kindOf(saved *replay.Replay) string {
	kind := saved.Header.Subject.Kind
	switch {
	case kind == schemas.MerchantServer || kind == schemas.OpenPlatform:
		return kind
	case saved.OfProgram():
		return schemas.MiniProgram
	case len(saved.Records()) > 0 && saved.Records()[0].API == record.AttemptAPI:
		return schemas.MerchantServer
	}
	return schemas.Wallet
}

// profileOf loads the profile by which targets of a kind are judged: of a server or a platform it is a portal's.
func (s *settings) profileOf(kind string) (*schemas.Profile, error) {
	name := s.profile
	if name == schemas.DefaultProfile && (kind == schemas.MerchantServer || kind == schemas.OpenPlatform) {
		name = schemas.DefaultPortal
	}
	return check.NamedProfile(kind, name)
}

// takeOver takes over what the report says of its run, where no flag says otherwise.
func (s *settings) takeOver(h replay.Header, given func(flag string) bool) {
	if !given("profile") {
		s.profile = cmp.Or(h.Profile, s.profile)
	}
	if !given("plan") {
		s.plan = cmp.Or(h.Plan, s.plan)
	}
	if !given("rules") {
		s.rules = h.Selection
	}
	if !given("scenario") {
		s.scenarios = h.Only
	}
	s.challenge = h.Challenge
	if !given("seed") {
		s.seed = h.Seed
	}
	if !given("strict") {
		s.strict = h.Strict
	}
}
