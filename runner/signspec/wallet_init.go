package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/formats"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/runner/target/draft"
	"github.com/signspec/signspec/schemas/config"
)

// initial are the flags of wallet init.
type initial struct {
	out, driver    string
	yes, overwrite bool
}

func newWalletInit(env environment) *cobra.Command {
	i := &initial{}
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Asks how a wallet is reached, and writes a commented wallet.yaml",
		Long: `Asks how a wallet is reached, and writes a commented wallet.yaml. It proposes what it
finds: an adapter module in the working directory, a browser that listens for
DevTools or a WebDriver server on this machine. An empty answer takes the proposal;
with --yes, or where there is no terminal, nothing is asked.`,
		Example: `  signspec wallet init
  signspec wallet init --driver webdriver --out phone.yaml
  signspec wallet init --yes`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, _ []string) error {
			status, err := i.run(cmd.Context(), env)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
			}
			return ended(status)
		},
	}
	f := cmd.Flags()
	f.StringVar(&i.out, "out", "wallet.yaml", "file to write")
	f.StringVar(&i.driver, "driver", "", "how the wallet is reached: "+strings.Join(draft.Drivers(), ", ")+" (default: what is found)")
	f.BoolVar(&i.yes, "yes", false, "take what is found, and ask nothing")
	f.BoolVar(&i.overwrite, "force", false, "overwrite a file that is there")
	return cmd
}

// run writes the file and returns the exit status. Nothing is written where it is not 0.
func (i *initial) run(ctx context.Context, env environment) (int, error) {
	if i.driver != "" && !slices.Contains(draft.Drivers(), i.driver) {
		return run.ExitConfiguration, fmt.Errorf("--driver: there is no driver %q; the drivers are %s%s",
			i.driver, strings.Join(draft.Drivers(), ", "), config.DidYouMean(i.driver, draft.Drivers()))
	}
	if err := i.free(); err != nil {
		return run.ExitConfiguration, err
	}
	look := func(driver string) draft.Found { return draft.Find(ctx, filepath.Dir(i.out), driver) }
	found := look(i.driver)
	chosen := found.Answers
	if i.yes || !interactive(env) {
		fmt.Fprintf(env.stdout, "Found: %s\n", found.What)
	} else {
		var err error
		if chosen, err = draft.Ask(ctx, env.stdin, env.stderr, found, i.driver, look); err != nil {
			status := run.ExitConfiguration
			if errors.Is(err, draft.ErrInterrupted) {
				status = run.ExitHarness
			}
			return status, fmt.Errorf("%w; nothing was written", err)
		}
	}
	err := formats.WriteFile(i.out, func(w io.Writer) error {
		_, err := io.WriteString(w, draft.Text(i.out, chosen))
		return err
	})
	if err != nil {
		return run.ExitConfiguration, err
	}
	fmt.Fprintf(env.stdout, "Wrote: %s\nNext:  %s\n", i.out, shellescape.QuoteCommand([]string{"signspec", "wallet", i.out}))
	return run.ExitConformant, nil
}

// free says what keeps the file from being written, before anybody is asked anything.
func (i *initial) free() error {
	if !target.IsYAML(i.out) {
		return fmt.Errorf("--out %s: a target file is called something.yaml", i.out)
	}
	if _, err := os.Lstat(i.out); err == nil && !i.overwrite {
		return fmt.Errorf("%s is there already; --force overwrites it", i.out)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("looking for %s: %w", i.out, err)
	}
	return nil
}

// interactive says whether somebody is there who can be asked.
func interactive(env environment) bool {
	in, ok := env.stdin.(*os.File)
	if !ok {
		return false
	}
	_, reads := console.Terminal(in)
	_, writes := console.Terminal(env.stderr)
	return reads && writes
}
