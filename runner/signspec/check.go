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
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// check is one run of a suite on a target, from its start to its reports.
type check struct {
	env      environment
	settings settings
	subject  run.Subject
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
func (c *check) judge(build func() error, rulesOf func(types.Report) []run.Rule, closeTarget func() error) (status int) {
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
	r := c.run()
	r.Rules = rulesOf(report)
	r.Error = c.failure(report)
	if r.Error != nil {
		calmErrors(r)
	}
	return c.deliver(r)
}

// panicked reports a fault of signspec's own and returns the exit status.
func (c *check) panicked(cause any) int {
	fmt.Fprintf(c.env.stderr, "%s\n", debug.Stack())
	c.records = nil // what led to it may do so again
	r := c.run()
	r.Error = &run.RunError{Kind: run.Harness, Message: fmt.Sprintf("signspec itself failed: %v", cause)}
	return c.deliver(r)
}

// run is the run as far as it is known before the rules are judged.
func (c *check) run() *run.Run {
	if c.started.IsZero() {
		c.started = time.Now()
	}
	subject, plan := c.subject, c.settings.plan
	// What went wrong before anything was reached still needs a whole report.
	subject.Kind, subject.Driver = cmp.Or(subject.Kind, run.Wallet), cmp.Or(subject.Driver, "none")
	if !slices.Contains(wallet.PlanNames(), plan) {
		plan = wallet.Full
	}
	return &run.Run{
		Tool: run.Tool{Name: "signspec", Version: version}, Subject: subject,
		RulesDigest: rulesDigest(), Profile: cmp.Or(c.profile, "documented"), Plan: plan, Selection: c.settings.rules, Strict: c.settings.strict,
		StartedAt: c.started.UTC(), DurationMs: time.Since(c.started).Milliseconds(),
		Authorisations: c.authorisations, Notes: c.notes, Records: c.records,
		Rules: []run.Rule{},
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
func (c *check) failure(report types.Report) *run.RunError {
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

func interrupted() *run.RunError {
	return &run.RunError{Kind: run.Interrupted, Message: "the run was interrupted before it had ended"}
}

// runError sorts an error by whose it is.
func runError(err error) *run.RunError {
	kind := run.Harness
	switch {
	case isConfiguration(err):
		kind = run.Configuration
		var reaching *wallet.UnreachableError
		if errors.As(err, &reaching) {
			err = reaching.Err // it was reached, and is wrong
		}
	case unreachable(err):
		kind = run.Unreachable
	}
	return &run.RunError{Kind: kind, Message: err.Error()}
}

// isConfiguration says whether an error is about what the user wrote, not about the target's behaviour.
func isConfiguration(err error) bool {
	var wrong *config.Error
	var source *engine.SourceError
	return errors.As(err, &wrong) || errors.As(err, &source)
}

// calmErrors turns the rules that a lost target left in error into untested ones: the run's own error says why, once.
func calmErrors(r *run.Run) {
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.Status == run.Errored {
			rule.Status, rule.Reason = run.NotTested, "the run had ended before"
		}
	}
}

// configurationError reports an error of configuration to the person and into every report, and returns the status.
func (c *check) configurationError(err error) int {
	fmt.Fprintln(c.env.stderr, "signspec:", detail(err))
	r := c.run()
	r.Error = &run.RunError{Kind: run.Configuration, Message: err.Error()}
	r.Conclude()
	err = nil
	if !c.nowhere {
		_, err = c.write(r)
	}
	if err = errors.Join(err, c.tellEnd(r)); err != nil {
		fmt.Fprintln(c.env.stderr, "signspec:", detail(err))
	}
	c.summarise(r)
	return r.ExitStatus
}

// deliver masks the run, concludes it, writes its reports and shows it. It returns the exit status.
func (c *check) deliver(r *run.Run) int {
	if !c.settings.showSecrets {
		mask(r)
	}
	accepting := c.accept(r)
	if err := c.untold(); err != nil && r.Error == nil {
		r.Error = &run.RunError{Kind: run.Harness, Message: err.Error()}
	}
	r.Conclude()
	written, err := c.write(r)
	err = errors.Join(accepting, err, c.tellEnd(r))
	c.summarise(r)
	console := c.console()
	width, terminal := reports.Terminal(console)
	if !terminal {
		width = logWidth
	}
	options := reports.ConsoleOptions{
		Width: width, Verbose: c.settings.verbose,
		Colour: terminal && !c.settings.noColor && c.env.getenv("NO_COLOR") == "",
	}
	if shown := reports.WriteConsole(console, r, options); shown != nil && err == nil {
		err = fmt.Errorf("writing to the standard output: %w", shown)
	}
	if len(written) > 0 {
		fmt.Fprintf(console, "\nReports: %s\n", strings.Join(written, ", "))
	}
	if err != nil {
		fmt.Fprintln(c.env.stderr, "signspec:", detail(err))
		return run.ExitHarness
	}
	return r.ExitStatus
}

// logWidth is the width of what is not a terminal: a file or a CI log, which scroll sideways.
const logWidth = 120
