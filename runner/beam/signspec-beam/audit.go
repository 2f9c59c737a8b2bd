package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	auditreport "github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/beam/calls"
	"github.com/signspec/signspec/schemas"
)

// Flags of a Beam pipeline are global, since workers parse the command line too.
var (
	records = flag.String("records", "", "audit: files of records or patterns of files, separated by commas")
	out     = flag.String("out", "", "the file to write")
	profile = flag.String("profile", schemas.DefaultProfile, "audit: the built-in profile of calls that name none")
	parquet = flag.String("parquet", "", "audit: a file on this machine to write the counts into as Parquet, a row a group and rule")
	strict  = flag.Bool("strict", false, "audit: a broken should rule counts as well")
)

// auditCalls audits records and returns the exit status, which is that of "signspec audit".
func auditCalls(ctx context.Context) (int, error) {
	if *records == "" {
		return run.ExitConfiguration, errors.New("--records is missing")
	}
	if *out == "" {
		return run.ExitConfiguration, errors.New("--out is missing: the file for the audit, such as audit.json")
	}
	if !slices.Contains(schemas.ProfileNames(), *profile) { // a file of its own is not on the machines of the workers
		return run.ExitConfiguration, fmt.Errorf("--profile %s: %w", *profile, &schemas.UnknownProfile{Name: *profile})
	}
	o := calls.Options{Profile: *profile, Strict: *strict, Out: *out, Tool: run.Tool{Name: "signspec-beam", Version: version}}
	if err := inAttempts(ctx, func(s beam.Scope) { calls.Audit(s, strings.Split(*records, ","), o) }); err != nil {
		return run.ExitHarness, err
	}
	found, err := readAudit(ctx, *out)
	if err != nil {
		return run.ExitHarness, err
	}
	if err := auditreport.WriteText(os.Stdout, found); err != nil {
		return run.ExitHarness, fmt.Errorf("writing to the standard output: %w", err)
	}
	fmt.Printf("\nReport: %s\n", *out)
	if *parquet != "" {
		if err := formats.WriteFile(*parquet, func(w io.Writer) error { return calls.WriteParquet(w, found) }); err != nil {
			return run.ExitHarness, fmt.Errorf("--parquet: %w", err)
		}
	}
	return found.ExitStatus, nil
}

// readAudit reads what the pipeline wrote, which may be far away.
func readAudit(ctx context.Context, file string) (auditreport.Audit, error) {
	var found auditreport.Audit
	fs, err := filesystem.New(ctx, file)
	if err != nil {
		return found, err
	}
	defer fs.Close()
	content, err := fs.OpenRead(ctx, file)
	if err != nil {
		return found, fmt.Errorf("reading %s: %w", file, err)
	}
	defer content.Close()
	if err := json.NewDecoder(content).Decode(&found); err != nil {
		return found, fmt.Errorf("reading %s: %w", file, err)
	}
	return found, nil
}
