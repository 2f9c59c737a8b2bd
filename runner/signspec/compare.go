package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/compare"
	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/config"
)

func newCompare(env environment) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Compares two report.json, or two fleet.json: newly broken, newly held, verdict; exit status 1 on a regression",
		Args:  asUsed,
		RunE: func(_ *cobra.Command, args []string) error {
			status, err := compareReports(env.stdout, format, args[0], args[1])
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
			}
			return ended(status)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, markdown or json")
	return cmd
}

// compareReports writes the comparison of two report files and returns the exit status.
func compareReports(w io.Writer, format, before, after string) (int, error) {
	names := []string{"text", "markdown", "json"}
	i := slices.Index(names, format)
	if i < 0 {
		return run.ExitConfiguration, fmt.Errorf(
			"unknown format %q; the formats are %s%s",
			format,
			strings.Join(names, ", "),
			config.DidYouMean(format, names),
		)
	}
	write := []func(io.Writer, compare.Comparison) error{compare.WriteText, compare.WriteMarkdown, compare.WriteJSON}[i]
	if status, ok, err := compareAsFleets(w, write, format, before, after); ok {
		return status, err
	}
	var runs []run.Masked
	for _, file := range []string{before, after} {
		r, err := openReport(file)
		if err != nil {
			return run.ExitConfiguration, err
		}
		runs = append(runs, r)
	}
	comparison, err := compare.Runs(runs[0], runs[1])
	if err != nil {
		return run.ExitHarness, err
	}
	if err := write(w, comparison); err != nil {
		return run.ExitHarness, fmt.Errorf("writing the comparison: %w", err)
	}
	if comparison.Regression {
		return run.ExitNonconformant, nil
	}
	return run.ExitConformant, nil
}

// openReport reads a report.json.
func openReport(file string) (run.Masked, error) {
	f, err := os.Open(file)
	if err != nil {
		return run.Masked{}, fmt.Errorf("opening the report: %w", err)
	}
	defer f.Close()
	r, err := reportjson.Read(f)
	if err != nil {
		return run.Masked{}, fmt.Errorf("%s: %w", file, err)
	}
	return r, nil
}
