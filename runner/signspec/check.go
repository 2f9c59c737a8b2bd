package main

import (
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/baseline"
	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// check is one run of a suite on a target, from its start to its reports.
type check struct {
	env      environment
	settings settings
	subject  reports.Subject
	profile  string
	// reproduce gives the command line that shows a finding again.
	reproduce func(rule string) string

	// source is the folder that places in the target's source are relative to.
	source string

	started  time.Time
	progress *reports.Progress
	// instruction is what a person was told to do last.
	instruction string
	records     []record.Record
	// authorisations counts those that were staged and performed.
	authorisations int
	lost           error
	known          *baseline.Baseline // nil without --baseline
	notes          []string
	telling        *telling // nil without --events
	// cleared says that the folder for the reports held none when the run began.
	cleared bool
	// nowhere says that there is no folder that reports could be written into.
	nowhere bool
}

// begin starts the clock of the run.
func (c *check) begin() {
	c.started = time.Now()
	c.progress = c.env.newProgress()
}

// observe keeps what came of a scenario of a wallet.
func (c *check) observe(s wallet.Scenario, p wallet.Performance) {
	c.records = append(c.records, p.Records...)
	for _, r := range p.Records {
		c.tellRecord(r)
	}
	if len(p.Records) > 0 {
		for _, n := range wallet.Authorisations(s) {
			c.authorisations += n
		}
	}
}

// judge runs the specs that build adds, closes the target and concludes the run. It returns the exit status.
func (c *check) judge(build func() error, rulesOf func(types.Report) []reports.Rule, closeTarget func() error) (status int) {
	defer func() {
		if cause := recover(); cause != nil {
			status = c.panicked(cause)
		}
	}()
	if err := c.clearOut(); err != nil {
		closeTarget()
		return c.configurationError(err)
	}
	c.tell()
	report, err := runSpecs(c.settings.rules, c.tellRules(build, rulesOf))
	c.progress.Stop()
	// What goes wrong while the target ends counts: an adapter that answers twice is seen only then.
	if closing := closeTarget(); closing != nil && c.lost == nil {
		c.lost = closing
	}
	if err != nil {
		return c.configurationError(err)
	}
	run := c.run()
	run.Rules = rulesOf(report)
	run.Error = c.failure(report)
	if run.Error != nil {
		calmErrors(run)
	}
	return c.deliver(run)
}

// panicked reports a fault of signspec's own and returns the exit status.
func (c *check) panicked(cause any) int {
	fmt.Fprintf(c.env.stderr, "%s\n", debug.Stack())
	c.records = nil // what led to it may do so again
	run := c.run()
	run.Error = &reports.RunError{Kind: reports.Harness, Message: fmt.Sprintf("signspec itself failed: %v", cause)}
	return c.deliver(run)
}

// run is the run as far as it is known before the rules are judged.
func (c *check) run() *reports.Run {
	if c.started.IsZero() {
		c.started = time.Now()
	}
	subject, plan := c.subject, c.settings.plan
	// What went wrong before anything was reached still needs a whole report.
	subject.Kind, subject.Driver = cmp.Or(subject.Kind, reports.Wallet), cmp.Or(subject.Driver, "none")
	if !slices.Contains(wallet.PlanNames(), plan) {
		plan = wallet.Full
	}
	return &reports.Run{
		Tool: reports.Tool{Name: "signspec", Version: version}, Subject: subject,
		RulesDigest: rulesDigest(), Profile: cmp.Or(c.profile, "documented"), Plan: plan, Selection: c.settings.rules, Strict: c.settings.strict,
		StartedAt: c.started.UTC(), DurationMs: time.Since(c.started).Milliseconds(),
		Authorisations: c.authorisations, Notes: c.notes, Records: c.records,
		Rules: []reports.Rule{},
	}
}

// rulesDigest is the digest of the rules; empty where they cannot be read, which every check says by itself.
func rulesDigest() string {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return ""
	}
	return catalogue.Digest()
}

// failure says what kept the run from being carried out, if anything did.
func (c *check) failure(report types.Report) *reports.RunError {
	for _, reason := range report.SpecialSuiteFailureReasons {
		if strings.Contains(strings.ToLower(reason), "interrupted") {
			return interrupted()
		}
	}
	if c.lost != nil {
		return runError(c.lost)
	}
	return nil
}

func interrupted() *reports.RunError {
	return &reports.RunError{Kind: reports.Interrupted, Message: "the run was interrupted before it had ended"}
}

// runError sorts an error by whose it is.
func runError(err error) *reports.RunError {
	kind := reports.Harness
	switch {
	case isConfiguration(err):
		kind = reports.Configuration
		var reaching *wallet.UnreachableError
		if errors.As(err, &reaching) {
			err = reaching.Err // it was reached, and is wrong
		}
	case unreachable(err):
		kind = reports.Unreachable
	}
	return &reports.RunError{Kind: kind, Message: err.Error()}
}

// isConfiguration says whether an error is about what the user wrote, not about the target's behaviour.
func isConfiguration(err error) bool {
	var driver *drivers.ConfigError
	var source *engine.SourceError
	var file *schemas.ConfigError
	return errors.As(err, &driver) || errors.As(err, &source) || errors.As(err, &file)
}

// calmErrors turns the rules that a lost target left in error into untested ones: the run's own error says why, once.
func calmErrors(run *reports.Run) {
	for i := range run.Rules {
		if rule := &run.Rules[i]; rule.Status == reports.Errored {
			rule.Status, rule.Reason = reports.NotTested, "the run had ended before"
		}
	}
}

// configurationError reports an error of configuration to the person and into every report, and returns the status.
func (c *check) configurationError(err error) int {
	fmt.Fprintln(c.env.stderr, "signspec:", detail(err))
	run := c.run()
	run.Error = &reports.RunError{Kind: reports.Configuration, Message: err.Error()}
	run.Conclude()
	err = nil
	if !c.nowhere {
		_, err = c.write(run)
	}
	if err = errors.Join(err, c.tellEnd(run)); err != nil {
		fmt.Fprintln(c.env.stderr, "signspec:", detail(err))
	}
	c.summarise(run)
	return run.ExitStatus
}

// deliver masks the run, concludes it, writes its reports and shows it. It returns the exit status.
func (c *check) deliver(run *reports.Run) int {
	if !c.settings.showSecrets {
		mask(run)
	}
	accepting := c.accept(run)
	if err := c.untold(); err != nil && run.Error == nil {
		run.Error = &reports.RunError{Kind: reports.Harness, Message: err.Error()}
	}
	run.Conclude()
	written, err := c.write(run)
	err = errors.Join(accepting, err, c.tellEnd(run))
	c.summarise(run)
	console := c.console()
	width, terminal := reports.Terminal(console)
	if !terminal {
		width = logWidth
	}
	options := reports.ConsoleOptions{
		Width: width, Verbose: c.settings.verbose,
		Colour: terminal && !c.settings.noColor && c.env.getenv("NO_COLOR") == "",
	}
	if shown := reports.WriteConsole(console, run, options); shown != nil && err == nil {
		err = fmt.Errorf("writing to the standard output: %w", shown)
	}
	if len(written) > 0 {
		fmt.Fprintf(console, "\nReports: %s\n", strings.Join(written, ", "))
	}
	if err != nil {
		fmt.Fprintln(c.env.stderr, "signspec:", detail(err))
		return reports.ExitHarness
	}
	return run.ExitStatus
}

// logWidth is the width of what is not a terminal: a file or a CI log, which scroll sideways.
const logWidth = 120
