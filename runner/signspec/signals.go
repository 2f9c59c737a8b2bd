package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// oneSignal is how long after a signal another one is taken for the same.
const oneSignal = 500 * time.Millisecond

// untilSignal returns a context that the first signal ends. It must not end the process, or there would be no reports.
// Whoever sends a second one does not want to wait for reports either: it ends the process at once, and with it what it has
// started. What comes within oneSignal of the first is the same: timeout sends one to its child and one to the group.
func untilSignal(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		<-signals
		cancel()
		for began := time.Now(); time.Since(began) < oneSignal; {
			<-signals
		}
		fmt.Fprintln(os.Stderr, "signspec: ended by a second signal; reports may be missing")
		os.Exit(run.ExitHarness)
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel()
	}
}
