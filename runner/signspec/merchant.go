package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

func newMerchant(env environment) *cobra.Command {
	s := &settings{}
	cmd := &cobra.Command{
		Use:   "merchant [DIR | signspec.yaml]",
		Short: "Checks a mini program that calls my.signContract against every mini program rule",
		Long: `Checks a mini program that calls my.signContract against every mini program rule.

signspec.yaml says where the flow starts and what the merchant's server answers.
Without one, the mini program in DIR (the working directory, if none is given)
is explored, as "signspec merchant init" does.

Where it says how the server is started, that runs behind the mini program, with a
staged platform behind it, and is judged too, into the folder server of the reports.
As a file may be a stranger's, its command is run with --allow-start only.`,
		Example: `  signspec merchant
  signspec merchant path/to/program
  signspec merchant --rules 'must' ci/signspec.yaml`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.Join(args, "")
			if s.watch {
				return ended(s.watchMerchant(cmd.Context(), env, name))
			}
			return ended(s.checkMerchant(cmd.Context(), env, name))
		},
	}
	s.declareReports(cmd.Flags())
	s.declareJudging(cmd.Flags())
	s.declarePerforming(cmd.Flags())
	s.declareWatching(cmd.Flags())
	cmd.Flags().StringArrayVar(
		&s.allowHosts,
		"allow-host",
		nil,
		"a host that server: { proxy: ... } may name; without, it goes to this machine only",
	)
	cmd.Flags().BoolVar(
		&s.allowStart,
		"allow-start",
		false,
		"run the command that server: { start: ... } names; without, none is, since the file may be a stranger's",
	)
	cmd.Flags().BoolVar(&s.serverOnly, "server-only", false, "of a program with server: { start: ... }, judge the server alone")
	cmd.AddCommand(newMerchantInit(env))
	return cmd
}

// checkMerchant checks one mini program and returns the exit status. name is what the command line names: a folder, a
// signspec.yaml, or nothing.
func (s *settings) checkMerchant(ctx context.Context, env environment, name string) int {
	o := s.options(env)
	o.Subject = run.Subject{Kind: run.MiniProgram, Driver: "miniprogram", Source: filepath.ToSlash(name)}
	if s.dryRun {
		return s.foretell(env, &o, schemas.MiniProgram, func() (check.Forecast, error) { return s.foreseeProgram(name, &o) })
	}
	p, err := s.openProgram(ctx, name, &o)
	if err == nil {
		if err = s.takeUp(&o); err != nil {
			p.close()
		}
	}
	if err != nil {
		return s.refuse(s.judged(), o, err)
	}
	o.Reproduce = s.programAgain(name)
	if p.server != nil {
		return s.checkBehind(ctx, p, o)
	}
	o.Close = p.close
	return check.MiniProgram(ctx, p.program, p.program.SHA256, o).ExitStatus()
}

// watchMerchant checks a mini program again and again, and returns the exit status.
func (s *settings) watchMerchant(ctx context.Context, env environment, name string) int {
	found, err := miniprogram.Find(name)
	if err == nil {
		var status int
		status, err = s.watchProject(ctx, env, found.Folder, func(once *settings) int { return once.checkMerchant(ctx, env, name) })
		if err == nil {
			return status
		}
	}
	return s.refuse(s.judged(), s.options(env), err)
}

// judged is what the command judges, or judges first.
func (s *settings) judged() string {
	if s.serverOnly {
		return schemas.MerchantServer
	}
	return schemas.MiniProgram
}

// programAgain is the command that shows a rule's finding in a scenario of a mini program again.
func (s *settings) programAgain(name string) func(rule, scenario string) string {
	return func(rule, scenario string) string {
		var what []string
		if name != "" {
			what = []string{name}
		}
		var more []string
		for _, host := range s.allowHosts {
			more = append(more, "--allow-host", host)
		}
		if s.allowStart {
			more = append(more, "--allow-start")
		}
		if s.serverOnly {
			more = append(more, "--server-only")
		}
		return s.again("merchant", rule, scenario, more, what)
	}
}

// foreseeProgram says what would be performed of a program. One without a configuration would be explored first.
func (s *settings) foreseeProgram(name string, o *check.Options) (check.Forecast, error) {
	if err := s.validate(*o, schemas.MiniProgram); err != nil {
		return check.Forecast{}, err
	}
	found, err := miniprogram.Find(name)
	if err != nil {
		return check.Forecast{}, err
	}
	o.Subject.Source = filepath.ToSlash(found.Folder)
	config, note := &schemas.MerchantConfig{}, "there is no "+filepath.ToSlash(found.File)+", so the program would be explored first"
	if found.Configured {
		note = ""
		if config, err = schemas.LoadMerchantConfig(found.File); err != nil {
			return check.Forecast{}, err
		}
		if err := s.keep(found.File, config.Kept); err != nil {
			return check.Forecast{}, err
		}
		s.keepable(o)
	}
	if o.Profile, err = miniprogram.LoadProfile(found.File, config.Profile); err != nil {
		return check.Forecast{}, err
	}
	if err := s.takeUp(o); err != nil {
		return check.Forecast{}, err
	}
	f, err := check.ForecastMiniProgram(*o)
	if config.Server.Started {
		f.Notes = append(f.Notes, "the server behind it would be started, and judged after it by further visits")
	}
	if note != "" {
		f.Notes = append(f.Notes, note)
	}
	return f, err
}

// openProgram finds out how the program is checked, and begins to load it, with its server where that is started.
func (s *settings) openProgram(ctx context.Context, name string, o *check.Options) (opened, error) {
	if err := s.validate(*o, s.judged()); err != nil {
		return opened{}, err
	}
	found, err := miniprogram.Find(name)
	if err != nil {
		return opened{}, err
	}
	o.Subject.Source = filepath.ToSlash(found.Folder)
	settings, note, err := programConfig(ctx, found)
	if err != nil {
		return opened{}, err
	}
	if note != "" {
		o.Notes = append(o.Notes, note)
	}
	if err := s.keep(found.File, settings.Kept); err != nil {
		return opened{}, err
	}
	s.keepable(o)
	if o.Profile, err = miniprogram.LoadProfile(found.File, settings.Profile); err != nil {
		return opened{}, err
	}
	source := filepath.Join(filepath.Dir(found.File), filepath.FromSlash(settings.Program))
	o.File = func(file string) string { return fromHere(filepath.Join(source, filepath.FromSlash(file))) }
	o.PlanOrder = settings.Server.Proxy == "" && !settings.Server.Started // each visit begins anew: only a server can know of others
	options := miniprogram.Options{Config: settings, File: found.File, AllowHosts: s.allowHosts}
	if settings.Server.Started {
		if !s.allowStart {
			return opened{}, config.Errorf("%s: server: { start: ... } names a command, which is not run unless you say so; --allow-start runs it",
				filepath.ToSlash(found.File))
		}
		return openBehind(options, o)
	}
	if s.serverOnly {
		return opened{}, fmt.Errorf("--server-only goes with a %s that has server: { start: ... }", filepath.ToSlash(found.File))
	}
	return opened{program: miniprogram.Start(options)}, nil
}

// programConfig reads the configuration of a mini program, or finds out what it would have to be; note then says so.
func programConfig(ctx context.Context, found miniprogram.Target) (merchantConfig *schemas.MerchantConfig, note string, err error) {
	if found.Configured {
		merchantConfig, err = schemas.LoadMerchantConfig(found.File)
		return merchantConfig, "", err
	}
	draft, err := miniprogram.Draft(ctx, found.Folder, miniprogram.Options{})
	if err != nil {
		return nil, "", err
	}
	file := filepath.ToSlash(found.File)
	if !draft.Found {
		return nil, "", &config.Error{Message: fmt.Sprintf(
			"there is no %s, and nothing that was tapped led to a call of the signing API:\n  %s\n\"%s\" writes a file to be completed",
			file,
			strings.Join(draft.Story, "\n  "),
			shellescape.QuoteCommand([]string{"signspec", "merchant", "init", filepath.ToSlash(found.Folder)}),
		)}
	}
	merchantConfig, err = schemas.ParseMerchantConfig(found.File, draft.YAML)
	return merchantConfig, fmt.Sprintf(
		"There is no %s, so the program was explored, and checked with what \"signspec merchant init\" would write.",
		file,
	), err
}

// fromHere is a path as a person in the working directory names it, with slashes.
func fromHere(path string) string {
	if here, err := filepath.Abs("."); err == nil && filepath.IsAbs(path) {
		if relative, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(relative) {
			path = relative
		}
	}
	return filepath.ToSlash(path)
}
