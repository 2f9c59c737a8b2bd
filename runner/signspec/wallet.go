package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/fleet"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

func newWallet(env environment) *cobra.Command {
	s := &settings{}
	cmd := &cobra.Command{
		Use:   "wallet [MODULE | TARGET.yaml | FLEET.yaml | -- COMMAND...]",
		Short: "Checks a wallet's my.signContract against every wallet rule",
		Long: `Checks a wallet's my.signContract against every wallet rule.

Without an argument it checks the embedded reference wallet. MODULE is an adapter
module in JavaScript or TypeScript; COMMAND is any program that speaks the
adapter protocol over its standard input and output. TARGET.yaml says how a wallet
is reached in a browser, through WebDriver or on a device, and FLEET.yaml lists
many targets; "signspec wallet init" writes the first.`,
		Example: `  signspec wallet
  signspec wallet my-wallet.adapter.ts
  signspec wallet --rules 'must && !failure' my-wallet.adapter.ts
  signspec wallet -- node adapter.js
  signspec wallet wallet.yaml
  signspec wallet fleet.yaml --jobs 8`,
		RunE: func(cmd *cobra.Command, args []string) error {
			module, command, err := splitArgs(args, cmd.ArgsLenAtDash())
			c := &check{env: env, settings: *s, profile: s.profile}
			if err != nil {
				return ended(c.configurationError(err))
			}
			return ended(c.checkWallet(cmd, module, command))
		},
	}
	s.declare(cmd)
	cmd.Flags().IntVar(&s.jobs, "jobs", 0, fmt.Sprintf(
		"how many targets of a fleet are checked at once (default: what the file says, or %d)", fleet.DefaultJobs))
	cmd.Flags().StringVar(&s.capabilities, "capabilities", "", "JSON object that is added to the capabilities of a target file's webdriver")
	cmd.AddCommand(newWalletInit(env))
	return cmd
}

// splitArgs tells the module from the command of an adapter process, which stands behind "--".
func splitArgs(args []string, dash int) (module string, command []string, err error) {
	before := args
	if dash >= 0 {
		before, command = args[:dash], args[dash:]
	}
	switch {
	case dash >= 0 && len(command) == 0:
		return "", nil, fmt.Errorf("behind -- stands the command of an adapter process, such as: signspec wallet -- node adapter.js")
	case len(before) > 1 || len(before) == 1 && len(command) > 0:
		return "", nil, fmt.Errorf("one target at a time: a module, or -- and the command of an adapter process; %q is more than that", args)
	case len(before) == 1:
		module = before[0]
	}
	return module, command, nil
}

// checkWallet checks one wallet, or a fleet of them, and returns the exit status.
func (c *check) checkWallet(cmd *cobra.Command, module string, command []string) int {
	var file *target.File
	if target.IsYAML(module) {
		if target.IsFleet(module) {
			return c.checkFleet(cmd.Context(), module, givenFlags(cmd))
		}
		var err error
		if file, err = target.Read(module, c.env.getenv, c.settings.capabilities); err != nil {
			return c.configurationError(err)
		}
		c.settings.fill(file, cmd.Flags().Changed)
	}
	profile, err := c.prepare(schemas.Wallet)
	if err != nil {
		return c.configurationError(err)
	}
	c.reproduce = func(rule string) string { return c.again(rule, module, command) }
	w, err := c.openTarget(file, module, command, profile)
	if err != nil {
		return c.configurationError(err)
	}
	return c.checkTarget(cmd.Context(), w, profile)
}

// openTarget opens the wallet that the words on the command line name: none is the embedded reference wallet, one is an
// adapter module or a target file, and what follows "--" is the command of an adapter process.
func (c *check) openTarget(file *target.File, module string, command []string, profile *schemas.Profile) (*target.Wallet, error) {
	options := c.targetOptions(profile)
	c.subject = run.Subject{Kind: run.Wallet, Source: filepath.ToSlash(module)} // for the report of what cannot be opened
	switch {
	case file != nil:
		return file.Open(options)
	case len(command) > 0:
		c.subject.Source = strings.Join(command, " ")
		return target.Command(command, options)
	}
	c.subject.Driver = "script"
	return target.Module(module, options)
}

// targetOptions say how a wallet is spoken to, and who is told of it.
func (c *check) targetOptions(profile *schemas.Profile) target.Options {
	var stderr io.Writer = c.env.stderr
	if !c.settings.showSecrets {
		stderr = maskingWriter{stderr}
	}
	return target.Options{
		Profile: profile, Plan: c.settings.plan, Settle: c.settings.settle, Quiet: c.settings.quiet, Stderr: stderr,
		Announce: c.announce, Instruct: c.instruct, Link: c.showLink,
	}
}

// fill lets a target file fill in what no flag says.
func (s *settings) fill(file *target.File, given func(flag string) bool) {
	if file.Profile != "" && !given("profile") {
		s.profile = file.ProfileFile()
	}
	if file.Plan != "" && !given("plan") {
		s.plan = file.Plan
	}
	if !given("settle") {
		s.settle = time.Duration(file.Timing.Settle)
	}
	if !given("quiet") {
		s.quiet = time.Duration(file.Timing.Quiet)
	}
}

// prepare checks the flags and the folder for the reports, and loads the profile.
func (c *check) prepare(subject string) (*schemas.Profile, error) {
	profile, err := c.prepareProfile()
	if err != nil {
		return nil, err
	}
	plan, err := wallet.NewPlan(c.settings.plan, profile)
	if err != nil {
		return nil, err
	}
	return profile, c.prepareRun(subject, plan.Names())
}

// checkTarget judges a wallet that was opened and reports the run.
func (c *check) checkTarget(ctx context.Context, w *target.Wallet, profile *schemas.Profile) int {
	c.subject, c.notes = w.Subject, append(c.notes, w.Notes...)
	if ctx.Err() != nil {
		w.Close(context.WithoutCancel(ctx))
		r := c.run()
		r.Error = interrupted()
		return c.deliver(r)
	}
	named := described{w.Wallet, func(d wallet.Description) { c.subject.Name, c.subject.Version = d.Name, d.Version }}
	return c.judge(func() error {
		return wallet.Specs(named, wallet.Options{
			Profile: profile, Plan: c.settings.plan, Strict: c.settings.strict,
			Observe: c.observe, Progress: c.tellStep, Lost: func(err error) { c.lost = err },
		})
	}, c.reportRules, func() error { return w.Close(context.WithoutCancel(ctx)) })
}

// again is the command line that checks one rule of the same target in the same way.
func (c *check) again(rule, module string, command []string) string {
	words := []string{"signspec", "wallet", "--rules", rule}
	for _, flag := range []struct{ name, value, usual string }{
		{"--profile", c.settings.profile, "documented"}, {"--plan", c.settings.plan, wallet.Full},
	} {
		if flag.value != flag.usual {
			words = append(words, flag.name, flag.value)
		}
	}
	if module != "" {
		words = append(words, module)
	}
	if len(command) > 0 {
		words = append(append(words, "--"), command...)
	}
	return shellescape.QuoteCommand(words)
}

// described wraps a wallet so that the subject of the check learns its name and version.
type described struct {
	wallet.Wallet
	learn func(wallet.Description)
}

// Describe passes the description on.
func (d described) Describe(ctx context.Context) (wallet.Description, error) {
	description, err := d.Wallet.Describe(ctx)
	if err == nil {
		d.learn(description)
	}
	return description, err
}
