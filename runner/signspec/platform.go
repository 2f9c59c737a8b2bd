package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/openplatform"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
)

func newPlatform(env environment) *cobra.Command {
	s := &settings{}
	var demo demoPlatform
	var openAPI string
	cmd := &cobra.Command{
		Use:   "platform [platform.yaml | fleet.yaml]",
		Short: "Checks a wallet's open platform against every rule for platforms, or stages one",
		Long: `Checks a wallet's open platform by playing merchants that call it, and a user who
authorises. The file says where it is, for which clients, and how a user of its
sandbox approves; without one, platform.yaml of this folder is taken.

With --demo it stages a platform instead, to develop a merchant's server against:
it prints the address, the client id, the keys, and what arrives.`,
		Example: `  signspec platform platform.yaml
  signspec platform --demo --portal qi`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := needlessPlatform(cmd, demo.asked); err != nil && openAPI == "" {
				fmt.Fprintln(env.stderr, "signspec:", err)
				return ended(run.ExitConfiguration)
			}
			if openAPI != "" {
				if err := alone(cmd, "openapi", args); err != nil {
					fmt.Fprintln(env.stderr, "signspec:", err)
					return ended(run.ExitConfiguration)
				}
				return ended(writeOpenAPI(env, openAPI))
			}
			if demo.asked {
				return ended(demo.serve(cmd.Context(), env))
			}
			if len(args) == 0 && isFile(platformFile) {
				args = []string{platformFile}
			}
			if len(args) == 0 {
				return ended(check.Refuse(schemas.OpenPlatform, s.options(env),
					fmt.Errorf("signspec platform needs the file that says where the platform is, which \"signspec platform init\" writes, or --demo")).ExitStatus())
			}
			file := strings.Join(args, "")
			if target.IsFleet(file) {
				return ended(s.checkFleet(cmd.Context(), env, schemas.OpenPlatform, file, givenFlags(cmd)))
			}
			if cmd.Flags().Changed("jobs") {
				return ended(s.refuse(schemas.OpenPlatform, s.options(env), errNoFleet))
			}
			return ended(s.checkPlatform(cmd.Context(), env, file))
		},
	}
	s.declareReports(cmd.Flags())
	s.declareJudging(cmd.Flags())
	s.declareExploring(cmd.Flags())
	s.declarePerforming(cmd.Flags())
	s.declareJobs(cmd.Flags())
	cmd.AddCommand(newPlatformInit(env))
	demo.declare(cmd.Flags())
	cmd.Flags().StringVar(&openAPI, "openapi", "", "print the OpenAPI 3.1 document of an edition, such as antom")
	return cmd
}

// writeOpenAPI prints the document of an edition and returns the exit status.
func writeOpenAPI(env environment, name string) int {
	portal, err := schemas.LoadPortal(name)
	if err == nil {
		e := json.NewEncoder(env.stdout)
		e.SetIndent("", "  ")
		err = e.Encode(platform.OpenAPI(portal))
	}
	if err != nil {
		fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
		return run.ExitConfiguration
	}
	return run.ExitConformant
}

// checkPlatform checks one open platform and returns the exit status.
func (s *settings) checkPlatform(ctx context.Context, env environment, file string) int {
	o := s.options(env)
	o.Subject = run.Subject{Kind: run.Platform, Driver: "platform", Source: filepath.ToSlash(file)}
	c, err := s.loadPlatform(file, &o)
	if err == nil {
		err = s.takeUp(&o)
	}
	if err == nil && s.dryRun {
		return s.foretell(env, &o, schemas.OpenPlatform, func() (check.Forecast, error) { return check.ForecastPlatform(o, c.Means()...) })
	}
	var target *openplatform.Platform
	if err == nil {
		target, err = openplatform.Open(c)
	}
	if err != nil {
		return s.refuse(schemas.OpenPlatform, o, err)
	}
	o.Reproduce = func(rule, scenario string) string { return s.again("platform", rule, scenario, nil, []string{file}) }
	o.Close = target.Close
	return check.Platform(ctx, target, o).ExitStatus()
}

// loadPlatform reads the target file, and takes over its edition.
func (s *settings) loadPlatform(file string, o *check.Options) (*openplatform.Config, error) {
	if err := s.validate(*o, schemas.OpenPlatform); err != nil {
		return nil, err
	}
	c, err := openplatform.Load(file)
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
