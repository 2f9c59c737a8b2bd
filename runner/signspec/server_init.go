package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/merchantserver"
	"github.com/signspec/signspec/schemas"
)

// watching are the flags of "signspec server init".
type watching struct {
	base, start, portal, listen, platform, keys string
	env                                         []string
	after                                       time.Duration
	force                                       bool
}

func newServerInit(env environment) *cobra.Command {
	var w watching
	cmd := &cobra.Command{
		Use:   "init [signspec.yaml]",
		Short: "Watches one good attempt and writes the file that checks the server",
		Long: `Stands between a client and the server while you make one good attempt by hand,
with a staged platform behind the server. From what passes by, it writes the file
that "signspec server" takes, with the calls as templates.

What is written has been tried: a good attempt is bound by it, and one that the
platform refuses is not. Otherwise nothing is written, and it says why.`,
		Example: `  signspec server init --base http://127.0.0.1:3000
  signspec server init --base http://127.0.0.1:{{port}} --start "npm start"`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			status, err := w.write(cmd.Context(), env, cmp.Or(strings.Join(args, ""), serverFile))
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec: nothing was written:", check.Detail(err))
			}
			return ended(status)
		},
	}
	f := cmd.Flags()
	f.StringVar(&w.base, "base", "", "the address of the server, such as http://127.0.0.1:3000; with --start, {{port}} is a free port")
	f.StringVar(&w.start, "start", "", "the command that starts it, with the platform's address and the keys in its environment")
	f.StringArrayVar(&w.env, "env", nil, "with --start: your own name for what it gets, such as GATEWAY_URL={{platform}}")
	f.StringVar(&w.portal, "portal", schemas.DefaultPortal, "the edition: "+strings.Join(schemas.PortalNames(), ", "))
	f.StringVar(&w.listen, "listen", "127.0.0.1:8744", "where your client is to go instead of to the server")
	f.StringVar(&w.platform, "platform", "127.0.0.1:8743", "without --start: where the staged platform listens")
	f.StringVar(&w.keys, "keys", "signspec-keys", "without --start: the folder of the keys, which are made where it has none")
	f.DurationVar(&w.after, "after", 3*time.Second, "how long to wait after the result for the call that asks for the status")
	f.BoolVar(&w.force, "force", false, "overwrite a file that is there")
	need(cmd, "base")
	return cmd
}

// write watches an attempt and writes the file; it returns the exit status. It is inconclusive where no attempt came to its end.
func (w watching) write(ctx context.Context, env environment, file string) (int, error) {
	if _, err := os.Stat(file); err == nil && !w.force {
		return run.ExitConfiguration, fmt.Errorf("%s is there already; --force overwrites it", filepath.ToSlash(file))
	}
	c, err := w.config(file)
	if err != nil {
		return run.ExitConfiguration, err
	}
	server, err := merchantserver.Open(c)
	if err != nil {
		return statusOf(err), err
	}
	defer server.Close()
	say := func(line string) { fmt.Fprintln(env.stdout, line) }
	for _, line := range server.Setup() {
		say(line)
	}
	if err := server.Reach(ctx); err != nil {
		return statusOf(err), err
	}
	watch, err := server.Watch(w.listen, say)
	if err != nil {
		return run.ExitConfiguration, err
	}
	defer watch.Close()
	say("\nMake one good attempt at " + watch.URL() + " in place of " + w.base + ": the call that starts it, the call that takes the\n" +
		"result, and the call that asks for the status, if there is one.\n")
	if err := watch.Attempt(ctx, w.after); err != nil {
		return run.ExitInconclusive, err
	}
	content, err := watch.Draft(ctx, file)
	if err != nil {
		return run.ExitInconclusive, err
	}
	if err := formats.WriteFile(file, func(to io.Writer) error {
		_, err := to.Write(content)
		return err
	}); err != nil {
		return run.ExitHarness, fmt.Errorf("writing the file: %w", err)
	}
	say("Wrote " + filepath.ToSlash(file) + ". Now run: " + shellescape.QuoteCommand([]string{"signspec", "server", filepath.ToSlash(file)}))
	return run.ExitConformant, nil
}

// config is what is known of the server before its calls are.
func (w watching) config(file string) (*merchantserver.Config, error) {
	if _, err := schemas.LoadPortal(w.portal); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(w.base, "http://") && !strings.HasPrefix(w.base, "https://") {
		return nil, fmt.Errorf("--base takes the address of the server, such as http://127.0.0.1:3000, not %q", w.base)
	}
	c := merchantserver.NewConfig(file)
	c.Portal, c.Server.Base, c.Server.Start = w.portal, w.base, w.start
	if w.start == "" {
		if strings.Contains(w.base, "{{") || len(w.env) > 0 {
			return nil, errors.New("{{port}} and --env go with --start: a server that is not started here has its port and its variables")
		}
		c.Platform.Listen, c.Platform.Keys = w.platform, w.keys
		return c, nil
	}
	c.Server.Env = map[string]string{}
	for _, pair := range w.env {
		name, value, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("--env takes a name and a value, such as GATEWAY_URL={{platform}}, not %q", pair)
		}
		c.Server.Env[name] = value
	}
	return c, c.CheckServer()
}
