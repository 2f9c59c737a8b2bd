package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/signspec/signspec/reports/run"
)

// untilSignal returns a context that the first signal ends. It must not end the process, or there would be no reports.
// Whoever sends a second one does not want to wait for reports either: it ends the process at once, and with it what it has
// started.
func untilSignal(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		cancel()
		<-signals
		fmt.Fprintln(os.Stderr, "signspec: ended by a second signal; reports may be missing")
		os.Exit(run.ExitHarness)
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel()
	}
}
