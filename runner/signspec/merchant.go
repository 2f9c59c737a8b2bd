package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/wallet"
)

func newMerchant(env environment) *cobra.Command {
	s := &settings{plan: wallet.Full}
	cmd := &cobra.Command{
		Use:   "merchant [DIR | signspec.yaml]",
		Short: "Checks a mini program that calls my.signContract against every mini program rule",
		Long: `Checks a mini program that calls my.signContract against every mini program rule.

signspec.yaml says where the flow starts and what the merchant's server answers.
Without one, the mini program in DIR (the working directory, if none is given)
is explored, as "signspec merchant init" does.`,
		Example: `  signspec merchant
  signspec merchant path/to/program
  signspec merchant --rules 'must' ci/signspec.yaml`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c := &check{env: env, settings: *s, subject: run.Subject{Kind: run.MiniProgram, Driver: "miniprogram"}}
			return ended(c.checkMerchant(cmd.Context(), strings.Join(args, "")))
		},
	}
	s.declareReports(cmd.Flags())
	s.declareJudging(cmd.Flags())
	cmd.AddCommand(newMerchantInit(env))
	return cmd
}

// checkMerchant checks one mini program and returns the exit status. name is what the command line names: a folder, a
// signspec.yaml, or nothing.
func (c *check) checkMerchant(ctx context.Context, name string) int {
	c.begin()
	c.subject.Source = filepath.ToSlash(name)
	profile, options, err := c.prepareMerchant(ctx, name)
	if err != nil {
		return c.configurationError(err)
	}
	c.source = filepath.Join(filepath.Dir(options.File), filepath.FromSlash(options.Config.Program))
	c.reproduce = func(rule string) string {
		words := []string{"signspec", "merchant", "--rules", rule}
		if name != "" {
			words = append(words, name)
		}
		return shellescape.QuoteCommand(words)
	}
	program := miniprogram.Start(options)
	return c.judgeProgram(program, profile, program.SHA256, program.Close)
}

// judgeProgram judges a mini program that was opened and reports the run; digest tells that of its code, once it has
// been loaded.
func (c *check) judgeProgram(program merchant.Program, profile *schemas.Profile, digest func() string, closeProgram func() error) int {
	return c.judge(func() error {
		return merchant.Specs(program, merchant.Options{
			Profile: profile, Strict: c.settings.strict, Progress: c.tellVisit, Lost: func(err error) { c.lost = err },
			Described: func(d merchant.Description) { c.describeProgram(d, digest()) },
			Observe:   c.observeVisit,
		})
	}, c.reportRules, closeProgram)
}

// prepareMerchant checks the flags and the folder for the reports, and finds out how the program is checked.
func (c *check) prepareMerchant(ctx context.Context, name string) (*schemas.Profile, miniprogram.Options, error) {
	var none miniprogram.Options
	if err := c.settings.checkValues(); err != nil {
		return nil, none, err
	}
	if err := c.prepareRun(schemas.MiniProgram, merchant.NewPlan(schemas.Documented()).Names()); err != nil {
		return nil, none, err
	}
	target, err := miniprogram.Find(name)
	if err != nil {
		return nil, none, err
	}
	c.subject.Source = filepath.ToSlash(target.Folder)
	config, err := c.merchantConfig(ctx, target)
	if err != nil {
		return nil, none, err
	}
	profile, err := miniprogram.LoadProfile(target.File, config.Profile)
	if err != nil {
		return nil, none, err
	}
	c.profile = profile.Name
	return profile, miniprogram.Options{Config: config, File: target.File}, nil
}

// describeProgram takes over what is known of a program once it has been loaded.
func (c *check) describeProgram(d merchant.Description, digest string) {
	c.subject.Name, c.subject.Version, c.subject.SHA256 = d.Name, d.Version, digest
	for _, w := range d.Warnings {
		note := w.Message
		if w.Place != nil {
			note = fmt.Sprintf("%s:%d: %s", c.sourceFile(w.Place.File), w.Place.Line, note)
		}
		c.notes = append(c.notes, note)
	}
}

// observeVisit keeps what came of a scenario of a mini program.
func (c *check) observeVisit(_ merchant.Scenario, p merchant.Performance) {
	if p.Untested == "" {
		c.records = append(c.records, p.Record)
		c.tellRecord(p.Record)
		c.authorisations += len(p.Record.Of(record.Called))
	}
}

// sourceFile is the path of a file of the target's source as a person in the working directory names it.
func (c *check) sourceFile(name string) string {
	path := filepath.Join(c.source, filepath.FromSlash(name))
	if here, err := filepath.Abs("."); err == nil && filepath.IsAbs(path) {
		if relative, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(relative) {
			path = relative
		}
	}
	return filepath.ToSlash(path)
}
