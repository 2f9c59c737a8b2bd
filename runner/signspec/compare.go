package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/compare"
)

func newCompare(env environment) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "compare OLD NEW",
		Short: "Compares two report.json: newly broken, newly held, verdict; exit status 1 on a regression",
		Args:  cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			status, err := compareReports(env.stdout, format, args[0], args[1])
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", detail(err))
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
		return reports.ExitConfiguration, fmt.Errorf("unknown format %q; the formats are %s%s", format, strings.Join(names, ", "), didYouMean(format, names))
	}
	var runs []*reports.Run
	for _, file := range []string{before, after} {
		run, err := openReport(file)
		if err != nil {
			return reports.ExitConfiguration, err
		}
		runs = append(runs, run)
	}
	comparison := compare.Runs(runs[0], runs[1])
	write := []func(io.Writer, compare.Comparison) error{compare.WriteText, compare.WriteMarkdown, compare.WriteJSON}[i]
	if err := write(w, comparison); err != nil {
		return reports.ExitHarness, fmt.Errorf("writing the comparison: %w", err)
	}
	if comparison.Regression {
		return reports.ExitNonconformant, nil
	}
	return reports.ExitConformant, nil
}

// openReport reads a report.json.
func openReport(file string) (*reports.Run, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("opening the report: %w", err)
	}
	defer f.Close()
	run, err := reports.ReadJSON(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return run, nil
}
