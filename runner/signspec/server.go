package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/merchantserver"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// serverFile is the target file where the command line names none.
const serverFile = "signspec.yaml"

func newServer(env environment) *cobra.Command {
	s := &settings{}
	cmd := &cobra.Command{
		Use:   "server [signspec.yaml | fleet.yaml]",
		Short: "Checks a merchant's server against every rule for servers",
		Long: `Checks a merchant's server: plays the wallet's open platform that it calls, and
the mini program that calls it, and judges what crosses the wire.

The file says how the server is started, which calls its mini program makes, and
how a success looks. The server gets the platform's address and the keys by its
environment.`,
		Example: `  signspec server
  signspec server ci/server.yaml --rules must`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			file := cmp.Or(strings.Join(args, ""), serverFile)
			if target.IsFleet(file) {
				return ended(s.checkFleet(cmd.Context(), env, schemas.MerchantServer, file, givenFlags(cmd)))
			}
			if cmd.Flags().Changed("jobs") {
				return ended(s.refuse(schemas.MerchantServer, s.options(env), errNoFleet))
			}
			return ended(s.checkServer(cmd.Context(), env, file))
		},
	}
	s.declareReports(cmd.Flags())
	s.declareJudging(cmd.Flags())
	s.declareExploring(cmd.Flags())
	s.declarePerforming(cmd.Flags())
	s.declareJobs(cmd.Flags())
	cmd.AddCommand(newServerInit(env))
	return cmd
}

// checkServer checks one merchant's server and returns the exit status.
func (s *settings) checkServer(ctx context.Context, env environment, file string) int {
	o := s.options(env)
	o.Subject = run.Subject{Kind: run.Server, Driver: "server", Source: filepath.ToSlash(file)}
	c, err := s.loadServer(file, &o)
	if err == nil {
		err = s.takeUp(&o)
	}
	if err == nil && s.dryRun {
		return s.foretell(env, &o, schemas.MerchantServer, func() (check.Forecast, error) { return check.ForecastServer(o, c.Means()...) })
	}
	var target *merchantserver.Server
	if err == nil {
		target, err = merchantserver.Open(c)
	}
	if err != nil {
		return s.refuse(schemas.MerchantServer, o, err)
	}
	o.Reproduce = func(rule, scenario string) string { return s.again("server", rule, scenario, nil, []string{file}) }
	o.Close = target.Close
	return check.Server(ctx, target, o).ExitStatus()
}

// loadServer reads the target file, and takes over its edition.
func (s *settings) loadServer(file string, o *check.Options) (*merchantserver.Config, error) {
	if err := s.validate(*o, schemas.MerchantServer); err != nil {
		return nil, err
	}
	c, err := merchantserver.Load(file)
	if file == serverFile && errors.Is(err, fs.ErrNotExist) {
		return nil, config.Errorf("there is no %s here, and no other file was named; \"signspec server init\" writes one", file)
	}
	if err != nil {
		return nil, err
	}
	if err := s.keep(file, c.Kept); err != nil {
		return nil, err
	}
	s.keepable(o)
	portal, err := schemas.LoadPortal(c.Portal)
	if err != nil {
		return nil, err
	}
	o.Profile = portal.Profile()
	return c, nil
}
