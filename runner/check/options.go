package check

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/formats"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
)

// Options say how a target is checked, and what is delivered where. The zero value judges every rule by the documented
// contract, writes no file and prints nothing.
type Options struct {
	// Subject is what is known of the target before it describes itself.
	Subject run.Subject
	// Notes are warnings for the reader, a sentence each.
	Notes []string
	// SaveEvery is after how long what has been observed is saved again while a run goes on; zero is ten seconds.
	SaveEvery time.Duration
	// Tool is what judges; empty is signspec itself, of an unknown version.
	Tool run.Tool

	// Profile is the edition of the contract; nil is the documented one.
	Profile *schemas.Profile
	// Plan is the name of the plan, wallet.Full or wallet.Thrifty; empty is wallet.Full.
	Plan string
	// Scenarios are the only ones to judge, by name or, of a wallet, by what they describe; nothing else is performed beside
	// what they are compared with. Empty is the whole plan, and what is explored beyond it.
	Scenarios []string
	// FailFast performs no more once a rule is broken in a way that makes the run nonconformant.
	FailFast bool
	// PlanOnly performs nothing beyond the plan.
	PlanOnly bool
	// Explore is how many random scenarios to perform beyond the plan, or for how long; on a real clock too.
	Explore Exploring
	// Rules is an expression over rules, as rule.Choose reads it; empty is every rule.
	Rules string
	// Seed is what is drawn from whatever is staged; empty is one that nobody knows. Challenge, where given, takes its place.
	Seed, Challenge string
	// PlanOrder performs the scenarios in the order of their plan, for a person to follow, or where none can know of another.
	// Without it the order of a full plan is drawn from the seed as well, so that a target does not know the suite by it.
	PlanOrder bool
	// Strict makes a broken should rule count.
	Strict bool

	// Out is the folder for the reports, which is made; empty writes none.
	Out string
	// Formats are the reports to write into Out, beside the records; nil is formats.Default.
	Formats []formats.Format
	// Baseline is a file of breaks that are known, and WriteBaseline one to write this run's breaks into; empty is none.
	Baseline, WriteBaseline string
	// Events is the file that the run is told into as it happens, ToStdout, or empty.
	Events string
	// Annotations, where given, gets the findings as GitHub's workflow commands.
	Annotations io.Writer
	// Summary is a file that a Markdown summary is added to, as a CI system gives one to a job; empty is none.
	Summary string
	// ShowSecrets leaves codes and tokens in what is written and told.
	ShowSecrets bool

	// Reproduce gives the command line that shows a rule's finding in a scenario again; nil leaves it out.
	Reproduce func(rule, scenario string) string
	// File makes of a path in the target's source one that a person in the working directory knows; nil leaves it.
	File func(path string) string
	// Close ends the target when everything has been performed; its error counts, since some faults are seen only then.
	Close func() error

	// also are records that are judged again, of which some may be of scenarios beyond the plan.
	also []record.Record

	// earlier is the run that the check goes on with; nil where there is none.
	earlier *Earlier

	// Progress, where given, tells a person how far the run has come.
	Progress *Progress
	// Stdout and Stderr, where given, are what the run is shown on when it has ended.
	Stdout, Stderr *os.File
	// Console says how it is shown.
	Console console.Options
}

// ToStdout is the name of a file that stands for the standard output.
const ToStdout = "-"

func (o Options) withDefaults(kind string) Options {
	if o.Profile == nil {
		o.Profile = schemas.Documented()
	}
	if o.Formats == nil {
		o.Formats = formats.Default()
	}
	if o.Close == nil {
		o.Close = func() error { return nil }
	}
	if o.Challenge != "" {
		o.Seed = ""
	} else if o.Seed == "" {
		o.Seed = draw.Seed()
	}
	o.Plan, o.SaveEvery = cmp.Or(o.Plan, wallet.Full), cmp.Or(o.SaveEvery, saveEvery)
	o.Tool.Name = cmp.Or(o.Tool.Name, "signspec")
	o.Subject.Kind, o.Subject.Driver = cmp.Or(o.Subject.Kind, kind), cmp.Or(o.Subject.Driver, "none")
	return o
}

// drawnFrom is what the plan is drawn from.
func (o Options) drawnFrom() string { return run.DrawnFrom(o.Seed, o.Challenge) }

// Validate finds options that make no sense for a target of that subject, before it is opened.
func (o Options) Validate(subject string) error {
	if _, err := rule.Choose(o.Rules, subject); err != nil {
		return fmt.Errorf("--rules %q: %w", o.Rules, err)
	}
	if o.Plan != "" && !slices.Contains(wallet.PlanNames(), o.Plan) {
		return fmt.Errorf("unknown plan %q; the plans are %s%s", o.Plan, strings.Join(wallet.PlanNames(), " and "),
			config.DidYouMean(o.Plan, wallet.PlanNames()))
	}
	if o.Challenge != "" && len(o.Challenge) < shortestChallenge {
		return fmt.Errorf("--challenge takes a nonce of at least %d characters; this one has %d", shortestChallenge, len(o.Challenge))
	}
	if err := eventsFile().replaceable(o.Events); err != nil {
		return err
	}
	return baselineFile().replaceable(o.WriteBaseline)
}

// shortestChallenge is the length from which nobody can have tried all challenges beforehand.
const shortestChallenge = 16
