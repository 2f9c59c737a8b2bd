package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/socket"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// listening are the flags of listen that no other check has.
type listening struct {
	address, publicURL, tokenFile, writeProbe string
	origins                                   []string
	wait                                      time.Duration
	hook, command                             string
	operator                                  bool
	arranged                                  stage.Stager // stages instead of hook and command, where a target file says how
}

func newListen(env environment) *cobra.Command {
	s, l := &settings{}, &listening{}
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
			return ended(c.listen(cmd.Context(), *l, strings.Join(args, "")))
		},
	}
	s.declare(cmd)
	f := cmd.Flags()
	f.StringVar(&l.address, "address", socket.LoopbackAddress, "where to listen, such as 192.168.1.20:8765; port 0 is a free one")
	f.StringVar(&l.publicURL, "public-url", "", "how a device reaches this, where a tunnel or a proxy stands in between, such as https://probe.example.com")
	f.StringSliceVar(&l.origins, "allow-origin", nil, "origin of a page of the wallet's own that loads the probe, such as https://wallet.example; '*' is any")
	f.StringVar(&l.tokenFile, "token-file", "", "file that keeps the token of the link, so that it stays the same; made where it is missing")
	f.StringVar(&l.writeProbe, "write-probe", "", "folder to write the probe mini program into, with the link in it")
	f.DurationVar(&l.wait, "wait", socket.DefaultWait, "how long to wait for a device")
	f.StringVar(&l.hook, "stage-hook", "", "URL that gets {outcome, authState} and answers {signStr}")
	f.StringVar(&l.command, "stage-command", "", "command that does the same over its standard input and output")
	f.BoolVar(&l.operator, "operator", false, "a person does on the device what it shows; the sign strings come from --stage-hook or --stage-command")
	return cmd
}

// listen checks the wallet of a device that dials out and returns the exit status.
func (c *check) listen(ctx context.Context, l listening, module string) int {
	profile, err := c.prepare(schemas.Wallet)
	if err != nil {
		return c.configurationError(err)
	}
	t, err := c.openDevice(l, profile, module)
	if err != nil {
		return c.configurationError(err)
	}
	c.reproduce = func(rule string) string { return l.again(c.settings, rule, module) }
	return c.checkTarget(ctx, t, profile)
}

// openDevice starts to listen, and says on the terminal where.
func (c *check) openDevice(l listening, profile *schemas.Profile, module string) (target, error) {
	options, subject, err := c.deviceOptions(l, profile, module)
	if err != nil {
		return target{}, err
	}
	public, err := l.public()
	if err != nil {
		return target{}, err
	}
	server := socket.NewServer(socket.ServerOptions{Hosts: public.hosts(), Origins: l.origins, Tell: c.announce})
	driver := server.Open(options)
	listener, err := socket.Listen(l.address, server)
	if err != nil {
		return target{}, err
	}
	base := listener.URL()
	if public.URL != nil {
		base = public.String()
	}
	link := base + driver.Path()
	if l.writeProbe != "" {
		if err := writeProbe(l.writeProbe, link); err != nil {
			listener.Close(context.Background())
			return target{}, err
		}
		c.announce("The probe mini program is in " + l.writeProbe + ".")
	}
	c.showLink(link, l.wait)
	return target{
		Wallet:  driver,
		subject: func() (run.Subject, []string, error) { return subject, nil, nil },
		close: func(ctx context.Context) error {
			err := driver.Close(ctx)
			ctx, cancel := context.WithTimeout(ctx, lastWordsTime)
			defer cancel()
			listener.Close(ctx)
			return err
		},
	}, nil
}

// lastWordsTime is how long answers to a device may still take when the check has ended.
const lastWordsTime = time.Second

// deviceOptions makes of the flags what the driver needs, and what the reports say of the subject.
func (c *check) deviceOptions(l listening, profile *schemas.Profile, module string) (socket.Options, run.Subject, error) {
	subject := run.Subject{Kind: run.Wallet, Driver: "socket", Source: "a device that dials out"}
	options := socket.Options{
		Entry: profile.Entry, Settle: c.settings.settle, Quiet: c.settings.quiet, Wait: l.wait, Operator: l.operator,
		Tell: c.announce, Instruct: c.instruct,
	}
	if l.wait <= 0 {
		return options, subject, fmt.Errorf("--wait takes a duration, such as 10m")
	}
	plan, err := wallet.NewPlan(c.settings.plan, profile)
	if err != nil {
		return options, subject, err
	}
	options.Plan = plan.Scenarios
	if options.Stager, err = l.stager(); err != nil {
		return options, subject, err
	}
	if l.tokenFile != "" {
		if options.Token, err = readToken(l.tokenFile); err != nil {
			return options, subject, err
		}
	}
	if module != "" {
		bundle, err := engine.NewBundle(engine.Source{Path: module})
		if err != nil {
			return options, subject, err
		}
		options.Adapter = bundle.Script + "\nvar signspecAdapter = " + engine.ExportsName + ";\n"
		subject.Source, subject.SHA256 = module, bundle.SHA256
	}
	return options, subject, nil
}

// stager is what stages outcomes; nil leaves it to the probe.
func (l listening) stager() (stage.Stager, error) {
	if l.arranged != nil {
		return l.arranged, nil
	}
	var source stage.Stager
	switch {
	case l.hook != "" && l.command != "":
		return nil, fmt.Errorf("--stage-hook and --stage-command do the same; give one of them")
	case l.hook != "":
		hook, err := stage.NewHTTP(l.hook)
		if err != nil {
			return nil, fmt.Errorf("--stage-hook: %w", err)
		}
		source = hook
	case l.command != "":
		source = &stage.Command{Line: l.command}
	}
	if !l.operator {
		return source, nil
	}
	if source == nil {
		return nil, fmt.Errorf("--operator needs sign strings to authorise; say with --stage-hook or --stage-command where they come from")
	}
	return &stage.Operator{Source: source}, nil
}

// publicURL is how a device reaches the server; the zero value is its own address.
type publicURL struct{ *url.URL }

func (l listening) public() (publicURL, error) {
	if l.publicURL == "" {
		return publicURL{}, nil
	}
	u, err := url.Parse(l.publicURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" && u.Path != "/" {
		return publicURL{}, fmt.Errorf("--public-url %q: it takes a scheme and a host, such as https://probe.example.com", l.publicURL)
	}
	return publicURL{&url.URL{Scheme: u.Scheme, Host: u.Host}}, nil
}

// hosts are the names that the server is called by because of it.
func (p publicURL) hosts() []string {
	if p.URL == nil {
		return nil
	}
	return []string{p.Hostname()}
}

// showLink says where a device has to go.
func (c *check) showLink(link string, wait time.Duration) {
	fmt.Fprintf(c.env.stderr, "Open this link in the wallet that is to be checked:\n\n    %s\n\n", link)
	if _, terminal := console.Terminal(c.env.stderr); terminal {
		code, err := qrCode(link, !c.settings.noColor && c.env.getenv("NO_COLOR") == "")
		if err == nil { // the link says the same
			fmt.Fprintln(c.env.stderr, code)
		}
	}
	if u, err := url.Parse(link); err == nil {
		if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsLoopback() {
			fmt.Fprintln(c.env.stderr, "Only this machine can reach it; --address names a network that a phone is in.")
		}
	}
	fmt.Fprintf(c.env.stderr, "Waiting for a device, for at most %s.\n", wait)
}

// again is the command line that checks one rule in the same way.
func (l listening) again(s settings, rule, module string) string {
	words := []string{"signspec", "listen", "--rules", rule}
	for _, flag := range []struct{ name, value, usual string }{
		{"--profile", s.profile, "documented"}, {"--plan", s.plan, wallet.Full}, {"--address", l.address, socket.LoopbackAddress},
		{"--public-url", l.publicURL, ""}, {"--token-file", l.tokenFile, ""}, {"--stage-hook", l.hook, ""}, {"--stage-command", l.command, ""},
	} {
		if flag.value != flag.usual {
			words = append(words, flag.name, flag.value)
		}
	}
	for _, origin := range l.origins {
		words = append(words, "--allow-origin", origin)
	}
	if l.operator {
		words = append(words, "--operator")
	}
	if module != "" {
		words = append(words, module)
	}
	return commandLine(words...)
}
