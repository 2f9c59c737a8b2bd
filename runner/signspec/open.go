package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pkg/browser"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
)

// pageFile is the report that a person reads in a browser.
const pageFile = "report.html"

func newOpen(env environment) *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "open",
		Short: "Opens the last HTML report in the browser",
		Long: `Opens the last HTML report in the browser, and says where it is. Checks write one
unless --report chooses others; the exit status says nothing of the verdict.`,
		Example: `  signspec wallet
  signspec open`,
		Args: asUsed,
		RunE: func(*cobra.Command, []string) error { return ended(openPage(env, out)) },
	}
	cmd.Flags().StringVar(&out, "out", defaultOut, "folder of the reports")
	return cmd
}

// openPage opens the page of a folder and returns the exit status. Where there is no browser, the path is what there is.
func openPage(env environment, dir string) int {
	page := filepath.Join(dir, pageFile)
	if info, err := os.Stat(page); err != nil || !info.Mode().IsRegular() {
		fmt.Fprintf(
			env.stderr,
			"signspec: there is no %s; a check writes one unless --report chooses others, and so does\n"+
				"  signspec report %s --format html --out %s\n",
			filepath.ToSlash(page),
			filepath.ToSlash(filepath.Join(dir, "report.json")),
			filepath.ToSlash(page),
		)
		return run.ExitConfiguration
	}
	fmt.Fprintln(env.stdout, page)
	browser.Stdout, browser.Stderr = env.stderr, env.stderr
	if err := browser.OpenFile(page); err != nil {
		fmt.Fprintln(env.stderr, "signspec: no browser could be started, so open that file by hand:", check.Detail(err))
	}
	return run.ExitConformant
}
