package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/secret"
)

// walletFile is the target file that is taken where the command line names no target, and the folder has it.
const walletFile = "wallet.yaml"

func isFile(name string) bool {
	about, err := os.Stat(name)
	return err == nil && about.Mode().IsRegular()
}

func newWallet(env environment) *cobra.Command {
	s := &settings{}
	cmd := &cobra.Command{
		Use:   "wallet [MODULE | TARGET.yaml | FLEET.yaml | -- COMMAND...]",
		Short: "Checks a wallet's my.signContract against every wallet rule",
		Long: `Checks a wallet's my.signContract against every wallet rule.

Without an argument it checks what the folder's wallet.yaml names, or, where there
is none, the embedded reference wallet. MODULE is an adapter
module in JavaScript or TypeScript; COMMAND is any program that speaks the
adapter protocol over its standard input and output. TARGET.yaml says how a wallet
is reached in a browser, through WebDriver or on a device, and FLEET.yaml lists
many targets; "signspec wallet init" writes the first.`,
		Example: `  signspec wallet
  signspec wallet my-wallet.adapter.ts
  signspec wallet --rules 'must && !failure' my-wallet.adapter.ts
  signspec wallet -- node adapter.js
  signspec wallet wallet.yaml
  signspec wallet fleet.yaml --jobs 8`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if s.watch {
				return ended(s.watchWallet(cmd, env, args))
			}
			return ended(s.checkWallet(cmd, env, args))
		},
	}
	s.declare(cmd)
	s.declareExploring(cmd.Flags())
	s.declareChallenge(cmd)
	s.declarePerforming(cmd.Flags())
	s.declareResuming(cmd.Flags())
	s.declareWatching(cmd.Flags())
	s.declareJobs(cmd.Flags())
	cmd.Flags().StringVar(&s.capabilities, "capabilities", "", "JSON object that is added to the capabilities of a target file's webdriver")
	cmd.AddCommand(newWalletInit(env))
	return cmd
}

// checkWallet checks one wallet, or a fleet of them, and returns the exit status.
func (s *settings) checkWallet(cmd *cobra.Command, env environment, args []string) int {
	module, command, err := splitArgs(args, cmd.ArgsLenAtDash())
	if err != nil {
		return s.refuse(schemas.Wallet, s.options(env), err)
	}
	if err := needless(cmd, module); err != nil {
		return s.refuse(schemas.Wallet, s.options(env), err)
	}
	open := func(o target.Options) (*target.Wallet, error) { return target.Module(module, o) }
	subject := run.Subject{Driver: "script", Source: filepath.ToSlash(module)} // of what cannot even be opened
	switch {
	case len(command) > 0:
		subject = run.Subject{Driver: "exec", Source: strings.Join(command, " ")}
		open = func(o target.Options) (*target.Wallet, error) { return target.Command(command, o) }
	case target.IsYAML(module) && target.IsFleet(module):
		return s.checkFleet(cmd.Context(), env, schemas.Wallet, module, givenFlags(cmd))
	case target.IsYAML(module):
		file, err := target.Read(module, env.getenv, s.capabilities)
		if err != nil {
			return s.refuse(schemas.Wallet, s.options(env), err)
		}
		s.apply(file)
		if err := s.keep(module, file.Kept); err != nil {
			return s.refuse(schemas.Wallet, s.options(env), err)
		}
		subject.Driver, open = "", file.Open
	}
	return s.check(cmd.Context(), env, subject, open, func(rule, scenario string) string {
		what := command
		if module != "" {
			what = []string{module}
		}
		if len(command) > 0 {
			what = append([]string{"--"}, command...)
		}
		return s.again("wallet", rule, scenario, nil, what)
	})
}

// watchWallet checks a module again and again, and returns the exit status. A target file may be watched that names one.
func (s *settings) watchWallet(cmd *cobra.Command, env environment, args []string) int {
	module, command, err := splitArgs(args, cmd.ArgsLenAtDash())
	switch {
	case err != nil:
	case len(command) > 0 || module == "" || target.IsYAML(module) && !target.IsOfModule(module):
		err = errWatch
	default:
		var status int
		status, err = s.watchProject(cmd.Context(), env, filepath.Dir(module), func(once *settings) int {
			return once.checkWallet(cmd, env, args)
		})
		if err == nil {
			return status
		}
	}
	return s.refuse(schemas.Wallet, s.options(env), err)
}

// check opens a wallet and checks it. It returns the exit status.
func (s *settings) check(ctx context.Context, env environment, subject run.Subject,
	open func(target.Options) (*target.Wallet, error), reproduce func(rule, scenario string) string) int {
	o := s.options(env)
	o.Subject, o.Reproduce = subject, reproduce
	profile, err := schemas.LoadProfile(s.profile)
	if err == nil {
		err = s.validate(o, schemas.Wallet)
	}
	if err != nil {
		return s.refuse(schemas.Wallet, o, err)
	}
	o.Profile = profile
	w, err := open(target.Options{
		Dry: s.dryRun, Profile: profile, Plan: s.plan, Settle: s.settle, Quiet: s.quiet, Stderr: s.adapterStderr(env),
		Announce: o.Progress.Announce, Instruct: o.Progress.Instruct, Link: s.link(env),
	})
	if err != nil {
		return s.refuse(schemas.Wallet, o, err)
	}
	o.Subject, o.Notes = w.Subject, w.Notes
	o.PlanOrder = w.Terms.Person || w.Terms.Fresh
	o.Close = func() error { return w.Close(context.WithoutCancel(ctx)) }
	if err := s.takeUp(&o); err != nil {
		o.Close()
		return s.refuse(schemas.Wallet, o, err)
	}
	if s.dryRun {
		defer o.Close()
		return s.foretell(env, &o, schemas.Wallet, func() (check.Forecast, error) { return check.ForecastWallet(o, w.Terms) })
	}
	return check.Wallet(ctx, w, o).ExitStatus()
}

// adapterStderr gets what an adapter process prints on its standard error.
func (s *settings) adapterStderr(env environment) io.Writer {
	if s.showSecrets {
		return env.stderr
	}
	return secret.Writer{To: env.stderr}
}

// apply takes over what a target file says where no flag says otherwise.
func (s *settings) apply(file *target.File) {
	if file.Profile != "" && !s.given("profile") {
		s.profile = file.ProfileFile()
	}
	if file.Plan != "" && !s.given("plan") {
		s.plan = file.Plan
	}
	if file.Timing.Settle != 0 && !s.given("settle") {
		s.settle = time.Duration(file.Timing.Settle)
	}
	if file.Timing.Quiet != 0 && !s.given("quiet") {
		s.quiet = time.Duration(file.Timing.Quiet)
	}
}

// address matches what is opened in a browser.
var address = regexp.MustCompile(`^[a-z]+://`)

// splitArgs tells the module from the command of an adapter process, which stands behind "--".
func splitArgs(args []string, dash int) (module string, command []string, err error) {
	before := args
	if dash >= 0 {
		before, command = args[:dash], args[dash:]
	}
	switch {
	case dash >= 0 && len(command) == 0:
		return "", nil, fmt.Errorf("behind -- stands the command of an adapter process, such as: signspec wallet -- node adapter.js")
	case len(before) > 1 || len(before) == 1 && len(command) > 0:
		return "", nil, fmt.Errorf(
			"one target at a time: a module, or -- and the command of an adapter process; %q is more than that",
			args,
		)
	case len(before) == 1 && address.MatchString(before[0]):
		return "", nil, fmt.Errorf("%s is an address, and a file is needed that says how it is opened: signspec wallet init writes one", before[0])
	case len(before) == 1:
		module = before[0]
	case len(command) == 0 && isFile(walletFile):
		module = walletFile
	}
	return module, command, nil
}
