package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/run"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/runner/drivers/socket"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

func newListen(env environment) *cobra.Command {
	s, d, stage := &settings{}, target.UsualDevice(), target.Stage{}
	cmd := &cobra.Command{
		Use:   "listen [MODULE]",
		Short: "Waits for a probe that dials out from a device, and checks the wallet it stands in",
		Long: `Waits for a probe that dials out from a device, and checks the wallet that it
stands in: an H5 page, which is at the link that is shown, or a mini program, which
--write-probe writes. For wallets that nothing can be attached to.

The probe checks the my that it finds. MODULE is an adapter module that the H5 page
loads instead. Outcomes are staged by the adapter, by --stage-hook or by
--stage-command; with --operator a person is told on the device what to do.

It listens on this machine only, unless --address names another network.
fixtures/probe/README.md is a guide, step by step.`,
		Example: `  signspec listen my-wallet.adapter.ts
  signspec listen --address 192.168.1.20:8765 --stage-hook http://localhost:3000/stage
  signspec listen --address 192.168.1.20:8765 --write-probe probe --operator \
    --stage-command ./consult.sh --plan thrifty`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return ended(s.listen(cmd.Context(), env, d, stage, args))
		},
	}
	s.declare(cmd)
	s.declareChallenge(cmd)
	s.declarePerforming(cmd.Flags())
	s.declareResuming(cmd.Flags())
	f := cmd.Flags()
	f.StringVar(&d.Address, "address", d.Address, "where to listen, such as 192.168.1.20:8765; port 0 is a free one")
	f.StringVar(
		&d.PublicURL,
		"public-url",
		"",
		"how a device reaches this, where a tunnel or a proxy stands in between, such as https://probe.example.com",
	)
	f.StringSliceVar(
		&d.AllowOrigins,
		"allow-origin",
		nil,
		"origin of a page of the wallet's own that loads the probe, such as https://wallet.example; '*' is any",
	)
	f.StringVar(
		&d.TokenFile,
		"token-file",
		"",
		"file that keeps the token of the link, so that it stays the same; made where it is missing",
	)
	f.StringVar(&d.WriteProbe, "write-probe", "", "folder to write the probe mini program into, with the link in it")
	f.Var(&d.Wait, "wait", "how long to wait for a device")
	f.StringVar(&stage.Hook, "stage-hook", "", "URL that gets {outcome, authState} and answers {signStr}")
	f.StringVar(&stage.Command, "stage-command", "", "command that does the same over its standard input and output")
	f.BoolVar(
		&stage.Operator,
		"operator",
		false,
		"a person does on the device what it shows; the sign strings come from --stage-hook or --stage-command",
	)
	return cmd
}

// listen checks the wallet of a device that dials out and returns the exit status.
func (s *settings) listen(ctx context.Context, env environment, d target.Device, stage target.Stage, args []string) int {
	if err := checkListen(stage, args); err != nil {
		return s.refuse(schemas.Wallet, s.options(env), err)
	}
	d.Module = strings.Join(args, "")
	open := func(o target.Options) (*target.Wallet, error) {
		w, err := d.Open(stage, o)
		return w, inFlags(err)
	}
	return s.check(ctx, env, run.Subject{Driver: "socket"}, open, func(rule, scenario string) string {
		return s.again("listen", rule, scenario, deviceFlags(d, stage), args)
	})
}

// checkListen finds words on the command line that do not go fleetreport.
func checkListen(stage target.Stage, args []string) error {
	switch {
	case len(args) > 1:
		return fmt.Errorf("one module at a time; %q is more than that", args)
	case stage.Hook != "" && stage.Command != "":
		return fmt.Errorf("--stage-hook and --stage-command do the same; give one of them")
	case stage.Operator && stage.Hook == "" && stage.Command == "":
		return fmt.Errorf("--operator needs sign strings to authorise; say with --stage-hook or --stage-command where they come from")
	}
	return nil
}

// inFlags names, in an error about a field of a target file, the flag that says the same.
func inFlags(err error) error {
	var field *target.FieldError
	if !errors.As(err, &field) {
		return err
	}
	flag := map[string]string{
		"publicUrl": "--public-url", "tokenFile": "--token-file", "writeProbe": "--write-probe", "wait": "--wait", "hook": "--stage-hook",
	}[field.Field]
	if flag == "" {
		return field.Err
	}
	return config.Errorf("%s: %v", flag, field.Err)
}

// deviceFlags are the flags that say again how a device was waited for.
func deviceFlags(d target.Device, stage target.Stage) []string {
	var words []string
	for _, flag := range []struct{ name, value, usual string }{
		{"--address", d.Address, socket.LoopbackAddress}, {"--public-url", d.PublicURL, ""}, {"--token-file", d.TokenFile, ""},
		{"--stage-hook", stage.Hook, ""}, {"--stage-command", stage.Command, ""},
	} {
		if flag.value != flag.usual {
			words = append(words, flag.name, flag.value)
		}
	}
	for _, origin := range d.AllowOrigins {
		words = append(words, "--allow-origin", origin)
	}
	if stage.Operator {
		words = append(words, "--operator")
	}
	return words
}

// link says where a device has to go.
func (s *settings) link(env environment) func(link string, wait time.Duration) {
	return func(link string, wait time.Duration) {
		fmt.Fprintf(env.stderr, "Open this link in the wallet that is to be checked:\n\n    %s\n\n", link)
		if _, terminal := console.Terminal(env.stderr); terminal {
			fmt.Fprintln(env.stderr, qrCode(link, s.coloured(env)))
		}
		if u, err := url.Parse(link); err == nil {
			if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsLoopback() {
				fmt.Fprintln(env.stderr, "Only this machine can reach it; --address names a network that a phone is in.")
			}
		}
		fmt.Fprintf(env.stderr, "Waiting for a device, for at most %s.\n", wait)
	}
}
