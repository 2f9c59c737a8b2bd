package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// listening are the flags of listen that no other check has.
type listening struct {
	target.Device
	stage target.Stage
}

func newListen(env environment) *cobra.Command {
	s, l := &settings{}, &listening{Device: target.UsualDevice()}
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
			c := &check{env: env, settings: *s, profile: s.profile}
			if len(args) > 1 {
				return ended(c.configurationError(fmt.Errorf("one module at a time; %q is more than that", args)))
			}
			l.Module = strings.Join(args, "")
			return ended(c.listen(cmd.Context(), *l))
		},
	}
	s.declare(cmd)
	f := cmd.Flags()
	f.StringVar(&l.Address, "address", l.Address, "where to listen, such as 192.168.1.20:8765; port 0 is a free one")
	f.StringVar(&l.PublicURL, "public-url", "",
		"how a device reaches this, where a tunnel or a proxy stands in between, such as https://probe.example.com")
	f.StringSliceVar(&l.AllowOrigins, "allow-origin", nil,
		"origin of a page of the wallet's own that loads the probe, such as https://wallet.example; '*' is any")
	f.StringVar(&l.TokenFile, "token-file", "",
		"file that keeps the token of the link, so that it stays the same; made where it is missing")
	f.StringVar(&l.WriteProbe, "write-probe", "", "folder to write the probe mini program into, with the link in it")
	f.Var(&l.Wait, "wait", "how long to wait for a device")
	f.StringVar(&l.stage.Hook, "stage-hook", "", "URL that gets {outcome, authState} and answers {signStr}")
	f.StringVar(&l.stage.Command, "stage-command", "", "command that does the same over its standard input and output")
	f.BoolVar(&l.stage.Operator, "operator", false,
		"a person does on the device what it shows; the sign strings come from --stage-hook or --stage-command")
	return cmd
}

// listen checks the wallet of a device that dials out and returns the exit status.
func (c *check) listen(ctx context.Context, l listening) int {
	profile, err := c.prepare(schemas.Wallet)
	if err != nil {
		return c.configurationError(err)
	}
	if err := l.check(); err != nil {
		return c.configurationError(err)
	}
	w, err := l.Open(l.stage, c.targetOptions(profile))
	if err != nil {
		return c.configurationError(l.named(err))
	}
	c.reproduce = func(rule string) string { return l.again(c.settings, rule) }
	return c.checkTarget(ctx, w, profile)
}

// check finds flags that do not go together.
func (l listening) check() error {
	switch {
	case l.stage.Hook != "" && l.stage.Command != "":
		return config.Errorf("--stage-hook and --stage-command do the same; give one of them")
	case l.stage.Operator && l.stage.Hook == "" && l.stage.Command == "":
		return config.Errorf("--operator needs sign strings to authorise; say with --stage-hook or --stage-command where they come from")
	}
	return nil
}

// named names the flag that an error is about.
func (l listening) named(err error) error {
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

// showLink says where a device has to go.
func (c *check) showLink(link string, wait time.Duration) {
	fmt.Fprintf(c.env.stderr, "Open this link in the wallet that is to be checked:\n\n    %s\n\n", link)
	if _, terminal := reports.Terminal(c.env.stderr); terminal {
		fmt.Fprintln(c.env.stderr, qrCode(link, !c.settings.noColor && c.env.getenv("NO_COLOR") == ""))
	}
	if u, err := url.Parse(link); err == nil {
		if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsLoopback() {
			fmt.Fprintln(c.env.stderr, "Only this machine can reach it; --address names a network that a phone is in.")
		}
	}
	fmt.Fprintf(c.env.stderr, "Waiting for a device, for at most %s.\n", wait)
}

// again is the command line that checks one rule in the same way.
func (l listening) again(s settings, rule string) string {
	words := []string{"signspec", "listen", "--rules", rule}
	for _, flag := range []struct{ name, value, usual string }{
		{"--profile", s.profile, "documented"}, {"--plan", s.plan, wallet.Full}, {"--address", l.Address, target.UsualDevice().Address},
		{"--public-url", l.PublicURL, ""}, {"--token-file", l.TokenFile, ""},
		{"--stage-hook", l.stage.Hook, ""}, {"--stage-command", l.stage.Command, ""},
	} {
		if flag.value != flag.usual {
			words = append(words, flag.name, flag.value)
		}
	}
	for _, origin := range l.AllowOrigins {
		words = append(words, "--allow-origin", origin)
	}
	if l.stage.Operator {
		words = append(words, "--operator")
	}
	if l.Module != "" {
		words = append(words, l.Module)
	}
	return shellescape.QuoteCommand(words)
}
