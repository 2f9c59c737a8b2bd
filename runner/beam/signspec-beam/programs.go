package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/beam/programs"
)

var (
	miniPrograms = flag.String("programs", "", "programs: folders and archives, or patterns of these, separated by commas")
	command      = flag.String("signspec", "signspec", "programs: the command signspec on the workers")
	previous     = flag.String("previous", "", "programs: the results of the last run, to tell what is new")
)

// judgePrograms judges mini programs and returns the exit status.
func judgePrograms(ctx context.Context) (int, error) {
	if *miniPrograms == "" {
		return run.ExitConfiguration, errors.New("--programs is missing")
	}
	if *out == "" {
		return run.ExitConfiguration, errors.New("--out is missing: the file for the results, such as programs.jsonl")
	}
	var before []programs.Result
	var err error
	if *previous != "" {
		if before, err = programs.Read(ctx, *previous); err != nil {
			return run.ExitConfiguration, fmt.Errorf("--previous: %w", err)
		}
	}
	p, s := beam.NewPipelineWithRoot()
	programs.Judge(s, strings.Split(*miniPrograms, ","), programs.Options{Command: *command, Out: *out})
	if err := beamx.Run(ctx, p); err != nil {
		return run.ExitHarness, fmt.Errorf("running the pipeline: %w", err)
	}
	results, err := programs.Read(ctx, *out)
	if err != nil {
		return run.ExitHarness, err
	}
	matrix := programs.NewMatrix(results, before)
	if err := programs.WriteText(os.Stdout, matrix); err != nil {
		return run.ExitHarness, fmt.Errorf("writing to the standard output: %w", err)
	}
	return matrix.ExitStatus, nil
}
