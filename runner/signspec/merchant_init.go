package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/miniprogram"
)

func newMerchantInit(env environment) *cobra.Command {
	force := false
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Explores a mini program and writes the signspec.yaml that checks it",
		Long: `Explores the mini program in DIR (the working directory, if none is given): runs
it, taps what can be tapped, sees which requests it makes, and writes a commented
signspec.yaml beside its app.json.`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			status, err := writeMerchantConfig(cmd.Context(), env, strings.Join(args, ""), force)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
			}
			return ended(status)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "overwrite a signspec.yaml that is there")
	return cmd
}

// writeMerchantConfig writes the signspec.yaml of the mini program in a folder and returns the exit status: it is
// inconclusive where nothing led to the signing, and the file is there to be completed.
func writeMerchantConfig(ctx context.Context, env environment, folder string, force bool) (int, error) {
	target, err := miniprogram.Find(folder)
	if err != nil {
		return run.ExitConfiguration, err
	}
	if target.Configured && !force {
		return run.ExitConfiguration, fmt.Errorf("%s is there already; --force overwrites it", filepath.ToSlash(target.File))
	}
	draft, err := miniprogram.Draft(ctx, target.Folder, miniprogram.Options{
		Progress: func(what string) { fmt.Fprintln(env.stderr, "signspec:", what) },
	})
	if err != nil {
		return statusOf(err), err
	}
	err = formats.WriteFile(target.File, func(w io.Writer) error {
		_, err := w.Write(draft.YAML)
		return err
	})
	if err != nil {
		return run.ExitHarness, fmt.Errorf("writing the configuration: %w", err)
	}
	fmt.Fprintf(env.stdout, "Wrote %s.\n", filepath.ToSlash(target.File))
	if !draft.Found {
		return run.ExitInconclusive, fmt.Errorf("nothing that was tapped led to a call of the signing API:\n  %s\nComplete %s by hand",
			strings.Join(draft.Story, "\n  "), filepath.ToSlash(target.File))
	}
	fmt.Fprintf(env.stdout, "Look at what it says of the server, then run: %s\n", shellescape.QuoteCommand(merchantWords(folder)))
	return run.ExitConformant, nil
}

func merchantWords(folder string) []string {
	words := []string{"signspec", "merchant"}
	if folder != "" {
		words = append(words, folder)
	}
	return words
}

// statusOf is the exit status of a command that ended with an error before it had judged anything.
func statusOf(err error) int {
	if check.IsConfiguration(err) {
		return run.ExitConfiguration
	}
	return run.ExitHarness
}
