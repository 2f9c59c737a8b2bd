package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/reports/run"
)

// demoPort is where the demo listens if nothing else is said: a fixed port, so that what a reader has written down
// works again tomorrow.
const demoPort = 8733

// headerTimeout ends a connection that says nothing, in spite of which a server would keep it.
const headerTimeout = 10 * time.Second

func newDemo(env environment) *cobra.Command {
	var port uint16
	var fault string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Serves the web wallet, to try it by hand and to watch a suite drive it",
		Long: `Serves a reference wallet that is a web application, on this machine only: a
container page whose my.signContract opens an authorisation page with Confirm and
Cancel. Try it by hand, or point a check at its URL and watch.

Every fault that the suite knows can be switched on, for the whole wallet by --fault
or for one page by ?fault=NAME in its URL. Stop it with Ctrl-C.`,
		Example: `  signspec demo
  signspec demo --fault complete-last`,
		Args: asUsed,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return ended(env.serveDemo(cmd.Context(), port, web.Options{Fault: fault}))
		},
	}
	cmd.Flags().Uint16Var(&port, "port", demoPort, "port to listen on; 0 takes any that is free")
	cmd.Flags().StringVar(&fault, "fault", "", "a fault to switch on, such as complete-last")
	return cmd
}

// serveDemo serves the web wallet until the context ends, as it does with Ctrl-C, and returns the exit status.
func (env environment) serveDemo(ctx context.Context, port uint16, options web.Options) int {
	wallet, err := web.New(options)
	if err != nil {
		fmt.Fprintln(env.stderr, "signspec:", err)
		return run.ExitConfiguration
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(port))))
	if err != nil {
		fmt.Fprintf(env.stderr, "signspec: the demo cannot listen (another port may be free: --port 0): %v\n", err)
		return run.ExitConfiguration
	}
	server := &http.Server{Handler: wallet, ReadHeaderTimeout: headerTimeout}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	fmt.Fprintf(env.stdout, "The web wallet is at http://%s/\nStop it with Ctrl-C.\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		fmt.Fprintln(env.stderr, "signspec: the demo ended:", err)
		return run.ExitHarness
	}
	return run.ExitConformant
}
