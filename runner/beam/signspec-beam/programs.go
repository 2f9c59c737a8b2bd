package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	report "github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/beam/programs"
)

var (
	miniPrograms = flag.String("programs", "", "programs: folders and archives, or patterns of these, separated by commas")
	command      = flag.String("signspec", "signspec", "programs: the command signspec on the workers")
	previous     = flag.String("previous", "", "programs: the results of the last run, to tell what is new")
	reports      = flag.String("reports", "", "programs: a folder on this machine for report.html, junit.xml, matrix.json and matrix.csv")
	keep         = flag.String("keep", "", "programs: the folder or address that holds what was judged; else beside --out, as programs.kept")
	again        = flag.Bool("again", false, "programs: judge all of them again, whatever is kept")
	longest      = flag.Duration("longest", programs.Longest, "programs: give a program up after this time")
)

// judgePrograms judges mini programs and returns the exit status.
func judgePrograms(ctx context.Context) (int, error) {
	switch {
	case *miniPrograms == "":
		return run.ExitConfiguration, errors.New("--programs is missing")
	case *out == "":
		return run.ExitConfiguration, errors.New("--out is missing: the file for the results, such as programs.jsonl")
	case *longest <= 0:
		return run.ExitConfiguration, errors.New("--longest takes more than 0")
	}
	var before []report.Result
	var err error
	if *previous != "" {
		if before, err = programs.Read(ctx, *previous); err != nil {
			return run.ExitConfiguration, fmt.Errorf("--previous: %w", err)
		}
	}
	if err := performPrograms(ctx); err != nil {
		return run.ExitHarness, err
	}
	results, err := programs.Read(ctx, *out)
	if err != nil {
		return run.ExitHarness, err
	}
	return deliverPrograms(results, before)
}

// performPrograms runs the pipeline, again where it failed.
func performPrograms(ctx context.Context) error {
	o := programs.Options{
		Command: *command, Version: version, Longest: *longest, Out: *out, Keep: *keep, Again: *again, Run: rand.Text(),
	}
	if o.Keep == "" {
		o.Keep = strings.TrimSuffix(*out, ".jsonl") + ".kept"
	}
	return inAttempts(ctx, func(s beam.Scope) { programs.Judge(s, strings.Split(*miniPrograms, ","), o) })
}

// deliverPrograms writes the reports of all programs together.
func deliverPrograms(results, before []report.Result) (int, error) {
	matrix := report.NewMatrix(results, before)
	if err := report.WriteText(os.Stdout, matrix); err != nil {
		return run.ExitHarness, fmt.Errorf("writing to the standard output: %w", err)
	}
	if *reports != "" {
		files, err := report.WriteFiles(*reports, matrix, results)
		if err != nil {
			return run.ExitHarness, fmt.Errorf("--reports: %w", err)
		}
		fmt.Printf("\nReports: %s\n", strings.Join(files, ", "))
	}
	return matrix.ExitStatus, nil
}
