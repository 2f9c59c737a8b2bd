package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/formats"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/config"
)

func newReport(env environment) *cobra.Command {
	var format, out string
	cmd := &cobra.Command{
		Use:   "report FILE --format NAME",
		Short: "Writes a saved report.json in another format",
		Long: `Writes a saved report.json in another format. Nothing is judged again, and the
exit status says nothing of the verdict.

The formats, with the files that --report writes them into:

` + formatTable(),
		Example: `  signspec report signspec-report/report.json --format html --out report.html
  signspec report signspec-report/report.json --format markdown`,
		Args: asUsed,
		RunE: func(_ *cobra.Command, args []string) error {
			status, err := renderReport(env.stdout, args[0], format, out)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
			}
			return ended(status)
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "the format: "+strings.Join(formats.Names(), ", "))
	cmd.Flags().StringVar(&out, "out", check.ToStdout, "the file to write; - means the standard output")
	return cmd
}

// formatTable lists the formats, those that are always written first.
func formatTable() string {
	var b strings.Builder
	for _, format := range formats.List() {
		about := format.About
		if format.Default {
			about += " (by default)"
		}
		fmt.Fprintf(&b, "  %-9s %-14s %s\n", format.Name, format.File, about)
	}
	return strings.TrimRight(b.String(), "\n")
}

// renderReport writes a saved run in another format and returns the exit status.
func renderReport(stdout io.Writer, file, name, out string) (int, error) {
	if f, ok, err := openFleet(file); err != nil {
		return run.ExitConfiguration, err
	} else if ok {
		return writeFleet(stdout, f, name, out, out == check.ToStdout)
	}
	names := formats.Names()
	i := slices.Index(names, name)
	if i < 0 {
		return run.ExitConfiguration, fmt.Errorf(
			"--format %q: it takes one of %s%s",
			name,
			strings.Join(names, ", "),
			config.DidYouMean(name, names),
		)
	}
	r, err := openReport(file)
	if err != nil {
		return run.ExitConfiguration, err
	}
	write := func(w io.Writer) error { return formats.List()[i].Write(w, r) }
	if out == check.ToStdout {
		err = write(stdout)
	} else {
		err = formats.WriteFile(out, write)
	}
	if err != nil {
		return run.ExitHarness, fmt.Errorf("writing the %s report: %w", name, err)
	}
	return run.ExitConformant, nil
}
