package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	auditreport "github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/audit"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// auditOut is the folder for the reports of an audit.
const auditOut = "signspec-audit"

// auditSettings are the flags of an audit.
type auditSettings struct {
	profile, out, report string
	strict               bool
	jobs                 int
}

func newAudit(env environment) *cobra.Command {
	s := &auditSettings{}
	cmd := &cobra.Command{
		Use:   "audit FILE...",
		Short: "Judges calls that were recorded in production, by the million",
		Long: `Judges calls that were recorded in production, by the rules that one call alone
can show, and counts by wallet version, platform, profile and day.

A FILE is a file of records, one a line, plain or packed by gzip or zstd, a
pattern such as 'logs/*.jsonl.gz', or - for the standard input. "signspec schema
production" prints what a record is; a records.jsonl of a run is read too.

Exit status: 1 when a must rule is broken; otherwise 3 when a file could not be
read, 4 when a line could not be judged or there was no call, and 0. Whatever
could not be judged is counted and named, and costs nothing else.`,
		Example: `  signspec audit 'calls/*.jsonl.gz'
  signspec audit --profile field --report junit,html calls.jsonl.zst`,
		Args: func(cmd *cobra.Command, files []string) error {
			if len(files) == 0 {
				return errors.New("signspec audit takes files of records, or patterns of files")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, files []string) error {
			status, err := s.audit(cmd, env, files)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
			}
			return ended(status)
		},
	}
	f := cmd.Flags()
	f.StringVar(&s.profile, "profile", schemas.DefaultProfile,
		"edition of the contract for calls that name none: "+strings.Join(schemas.ProfileNames(), ", ")+", or a YAML file")
	f.StringVar(&s.out, "out", auditOut, "folder for the reports")
	f.StringVar(&s.report, "report", "json", "which reports to write: "+strings.Join(auditreport.FormatNames(), ", ")+
		" or all; "+auditreport.File+" always is")
	f.BoolVar(&s.strict, "strict", false, "a broken should rule counts as well")
	f.IntVar(&s.jobs, "jobs", 0, "how many cores to judge on (default: all)")
	return cmd
}

// audit audits files and returns the exit status.
func (s *auditSettings) audit(cmd *cobra.Command, env environment, files []string) (int, error) {
	profile, err := schemas.LoadProfile(s.profile)
	if err != nil {
		return run.ExitConfiguration, err
	}
	chosen, err := auditreport.ChooseFormats(s.report)
	if err != nil {
		return run.ExitConfiguration, fmt.Errorf("--report: %w", err)
	}
	if s.jobs < 0 {
		return run.ExitConfiguration, fmt.Errorf("--jobs %d: it takes a number of cores, or 0 for all", s.jobs)
	}
	judges, tally, err := audit.Run(cmd.Context(), audit.Options{Patterns: files, Stdin: env.stdin, Profile: profile, Jobs: s.jobs})
	if err != nil {
		return run.ExitHarness, fmt.Errorf("the audit was ended before its end: %w", err)
	}
	found, err := judges.Model(tally, profile, run.Tool{Name: "signspec", Version: version}, s.strict)
	if err != nil {
		return run.ExitHarness, err
	}
	written, failed := auditreport.WriteFiles(s.out, found, chosen)
	if err := auditreport.WriteText(env.stdout, found); err != nil {
		failed = errors.Join(failed, fmt.Errorf("writing to the standard output: %w", err))
	}
	if len(written) > 0 {
		fmt.Fprintf(env.stdout, "\nReports: %s\n", record.Visible(strings.Join(written, ", ")))
	}
	if failed != nil && found.ExitStatus == run.ExitConformant {
		return run.ExitHarness, failed
	}
	return found.ExitStatus, failed
}
