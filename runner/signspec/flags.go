package main

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/formats"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// defaultOut is the folder that reports are written into.
const defaultOut = "signspec-report"

// summaryVariable names the file whose Markdown GitHub shows on the page of a job.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// settings are the flags that every check has.
type settings struct {
	profile     string
	out         string
	report      string // a list of formats
	events      string // a file, or "-"; empty means none
	rules       string
	plan        string
	settle      time.Duration
	quiet       time.Duration
	seed        string
	challenge   string
	strict      bool
	showSecrets bool
	noColor     bool
	verbose     bool
	scenarios   []string
	dryRun      bool
	failFast    bool
	lastFailed  bool
	resume      bool
	explore     string // a number of scenarios or a duration
	// baseline and writeBaseline are files; empty means none.
	baseline, writeBaseline string
	// jobs is how many targets of a fleet are checked at once; 0 leaves it to the file. capabilities is a JSON object.
	jobs         int
	capabilities string
	// allowHosts are the hosts that a merchant's server may be on beside this machine.
	allowHosts []string
	// allowStart says that the command which a mini program's configuration names may be run.
	allowStart bool
	// serverOnly judges the server behind a mini program, and not that.
	serverOnly bool
	// watch checks again whenever a file has changed.
	watch bool
	// given says whether a flag stands on the command line; nil where none can.
	given func(flag string) bool
}

// declare adds the flags to a command.
func (s *settings) declare(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(
		&s.profile,
		"profile",
		"documented",
		"edition of the contract: "+strings.Join(schemas.ProfileNames(), ", ")+", or a YAML file",
	)
	s.declareReports(f)
	s.declareJudging(f)
	f.StringVar(&s.plan, "plan", wallet.Full, "full, or thrifty: at most 12 authorisations")
	f.DurationVar(&s.settle, "settle", 0, "how long to wait for a call to settle (default: a day of virtual time, 30s of real time)")
	f.DurationVar(
		&s.quiet,
		"quiet",
		0,
		"how long to watch a settled call for more callbacks (default: 5m of virtual time, 200ms of real time)",
	)
}

// declareReports adds the flags that say what is told of a run, and where.
func (s *settings) declareReports(f *pflag.FlagSet) {
	s.given = f.Changed
	f.StringVar(&s.out, "out", defaultOut, "folder for the reports")
	f.StringVar(&s.report, "report", defaultReports(), "which reports to write: "+strings.Join(formats.Names(), ", ")+
		" or "+formats.All+" (\"signspec report --help\" tells of each); the records always are")
	f.StringVar(&s.events, "events", "", "tell of the run as it happens, a JSON object a line, into this file; - means the standard output")
}

// declareJudging adds the flags that say what is judged and how it is shown.
func (s *settings) declareJudging(f *pflag.FlagSet) {
	f.StringVar(
		&s.rules,
		"rules",
		"",
		"check only these rules: an expression over ids, levels and groups, such as 'must && !failure' or 'settles,complete-last'",
	)
	f.StringArrayVar(&s.scenarios, "scenario", nil, "judge only this scenario, and perform beside it only what it is compared with: "+
		"a name of the plan, or what describes one beyond it, such as 'approve, cancel, approve(arrow)' of a wallet; may be given again")
	f.StringVar(
		&s.seed,
		"seed",
		"",
		"draw what is staged from this, as a report's seed says, so that a run can be made again (default: another one each run)",
	)
	f.BoolVar(&s.strict, "strict", false, "a broken should rule makes the run nonconformant")
	f.StringVar(&s.baseline, "baseline", "", "file of known breaks, which do not fail the run; one that held makes it inconclusive")
	f.StringVar(&s.writeBaseline, "write-baseline", "", "write a file that lists every break of this run, ready for reasons and links")
	f.BoolVar(&s.showSecrets, "show-secrets", false, "do not mask authCode and tokens in reports")
	f.BoolVar(&s.noColor, "no-color", false, "no colours")
	f.BoolVarP(&s.verbose, "verbose", "v", false, "show every finding in full")
}

// declareChallenge adds the flag of whom a certificate is for.
func (s *settings) declareChallenge(cmd *cobra.Command) {
	cmd.Flags().StringVar(
		&s.challenge,
		"challenge",
		"",
		"draw what is staged from this nonce of an accreditor's, so that the records cannot be older",
	)
}

// defaultReports is the list of the reports that are written where nobody chose.
func defaultReports() string {
	var names []string
	for _, format := range formats.Default() {
		names = append(names, format.Name)
	}
	return strings.Join(names, ",")
}

// options makes of the flags what a check takes. Formats that cannot be chosen are left to be the usual ones, so that
// the error can be reported; validate finds it.
func (s *settings) options(env environment) check.Options {
	exploring, _ := s.exploring() // validate finds what makes no sense
	o := check.Options{
		Scenarios: s.scenarios, FailFast: s.failFast, Explore: exploring,
		Tool: run.Tool{Name: "signspec", Version: version},
		Plan: s.plan, Rules: s.rules, Seed: s.seed, Challenge: s.challenge,
		WriteBaseline: s.writeBaseline, Events: s.events,
		Summary: env.getenv(summaryVariable), Annotations: env.annotations, ShowSecrets: s.showSecrets,
		Progress: check.NewProgress(env.stderr), Stdout: env.stdout, Stderr: env.stderr,
		Console: console.Options{Verbose: s.verbose, Colour: s.coloured(env), ColourAnywhere: s.forced(env)},
	}
	s.keepable(&o)
	if s.dryRun {
		o.Events, o.Summary, o.Annotations = "", "", nil
	}
	return o
}

// keepable puts into the options of a check what a target file may keep as well.
func (s *settings) keepable(o *check.Options) {
	chosen, err := formats.Choose(s.report)
	if err != nil {
		chosen = nil
	}
	o.Strict, o.Out, o.Formats, o.Baseline = s.strict, s.out, chosen, s.baseline
	if s.dryRun {
		o.Out = ""
	}
}

// coloured says whether a terminal may be given colours.
func (s *settings) coloured(env environment) bool {
	return s.forced(env) || !s.noColor && env.getenv("NO_COLOR") == "" && env.getenv("TERM") != "dumb"
}

// forced says whether colours are wanted where there is no terminal, such as in the log of a CI system.
func (s *settings) forced(env environment) bool {
	return !s.noColor && !slices.Contains([]string{"", "0", "false"}, env.getenv("FORCE_COLOR"))
}

// declareExploring adds the flags that say what is performed beyond the plan.
func (s *settings) declareExploring(f *pflag.FlagSet) {
	f.StringVar(&s.explore, "explore", "", "perform random scenarios as well: how many, such as 5000, or for how long, such as 30s")
}

// exploring reads --explore.
func (s *settings) exploring() (check.Exploring, error) {
	e := check.Exploring{Seed: s.exploringSeed()}
	if s.explore == "" {
		return e, nil
	}
	if n, err := strconv.Atoi(s.explore); err == nil && n > 0 {
		e.Scenarios = n
		return e, nil
	}
	d, err := time.ParseDuration(s.explore)
	if err != nil || d <= 0 {
		return e, fmt.Errorf("--explore %q: it takes a number of scenarios, such as 5000, or a duration, such as 30s", s.explore)
	}
	e.For = d
	return e, nil
}

// exploringSeed is the seed of the random scenarios: the same version and --seed make the same ones.
func (s *settings) exploringSeed() uint64 {
	if s.seed == "" {
		return 1
	}
	if n, err := strconv.ParseUint(s.seed, 10, 64); err == nil {
		return n
	}
	hash := fnv.New64a()
	io.WriteString(hash, s.seed)
	return hash.Sum64()
}

// validate finds flags that make no sense, before anything is opened.
func (s *settings) validate(o check.Options, subject string) error {
	if _, err := formats.Choose(s.report); err != nil {
		return fmt.Errorf("--report: %w", err)
	}
	if s.settle < 0 || s.quiet < 0 {
		return fmt.Errorf("--settle and --quiet take a duration that is not negative, such as 30s")
	}
	if _, err := s.exploring(); err != nil {
		return err
	}
	if err := s.together(); err != nil {
		return err
	}
	if s.out == "" {
		return errors.New("--out: it names no folder for the reports")
	}
	return o.Validate(subject)
}

// again is the command line that checks one rule in one scenario in the same way: the command, the flags that are not as
// usual, and what was checked.
func (s *settings) again(command, rule, scenario string, more, what []string) string {
	words := []string{"signspec", command, "--rules", rule, "--scenario", scenario}
	for _, flag := range []struct{ name, value, usual string }{
		{"--profile", s.profile, schemas.DefaultProfile}, {"--plan", s.plan, wallet.Full},
	} {
		if flag.value != "" && flag.value != flag.usual {
			words = append(words, flag.name, flag.value)
		}
	}
	return shellescape.QuoteCommand(append(append(words, more...), what...))
}

// usageError reports words on the command line that make no sense into the folder that the command line asks for,
// so that a report of an earlier run is not taken for this one's. It returns the exit status.
func (env environment) usageError(cause error) int {
	standard := ""
	for _, arg := range env.args {
		if arg == "--" {
			break
		}
		switch {
		case arg == "init": // which writes no report
			standard = ""
		case standard != "":
		case arg == "wallet" || arg == "listen" || arg == "merchant" || arg == "server" || arg == "platform":
			standard = defaultOut
		case arg == "replay":
			standard = replayOut
		}
	}
	if standard == "" || slices.ContainsFunc(env.args, leavesReports) {
		fmt.Fprintln(env.stderr, "signspec:", check.Detail(cause))
		return run.ExitConfiguration
	}
	s := settings{
		out:    cmp.Or(valueOf(env.args, "--out"), standard),
		report: valueOf(env.args, "--report"),
		events: valueOf(env.args, "--events"),
	}
	o := s.options(env)
	o.Subject.Source = filepath.ToSlash(strings.Join(env.args, " "))
	return check.Refuse(schemas.Wallet, o, cause).ExitStatus()
}

// leavesReports says whether a word on the command line asks for the reports of the last run to be left as they are.
func leavesReports(word string) bool {
	return word == "--dry-run" || word == "--last-failed" || word == "--resume"
}

// valueOf is the value of a flag among words that could not be made sense of; empty where it has none.
func valueOf(words []string, flag string) string {
	value := ""
	for i, word := range words {
		if word == "--" {
			break
		}
		if after, ok := strings.CutPrefix(word, flag+"="); ok {
			value = after
		}
		if word == flag && i+1 < len(words) {
			value = words[i+1]
		}
	}
	return value
}
