package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
)

var attempts = flag.Int("attempts", 2, "how often to submit the pipeline before it is given up; no program is judged again for it")

const (
	// longestStart is how long a pool of workers may take to be there again.
	longestStart = time.Minute
	betweenDials = 200 * time.Millisecond
	// betweenAttempts is how long what failed has to be gone: a pool that is being killed may still be listened to at first, and a job
	// server that believes it may die of it.
	betweenAttempts = 2 * time.Second
)

// inAttempts submits a pipeline until it has run, --attempts times at most.
func inAttempts(ctx context.Context, build func(beam.Scope)) error {
	for attempt := 1; ; attempt++ {
		if err := waitForPool(ctx); err != nil {
			return err
		}
		p, s := beam.NewPipelineWithRoot()
		build(s)
		err := beamx.Run(ctx, p)
		if err == nil {
			return nil
		}
		err = fmt.Errorf("running the pipeline, attempt %d of %d: %w", attempt, *attempts, err)
		if attempt >= *attempts || ctx.Err() != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, "signspec-beam:", err)
		select {
		case <-ctx.Done():
		case <-time.After(betweenAttempts):
		}
	}
}

// waitForPool waits until the pool of workers listens that --environment_config names: one that died may be on its way up, and
// a job server that finds none may die of it.
func waitForPool(ctx context.Context) error {
	if !strings.EqualFold(*jobopts.EnvironmentType, "external") {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, longestStart)
	defer cancel()
	var dialer net.Dialer
	for {
		connection, err := dialer.DialContext(ctx, "tcp", *jobopts.EnvironmentConfig)
		if err == nil {
			return connection.Close()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("--environment_config %s: no pool of workers listens there: %w", *jobopts.EnvironmentConfig, err)
		case <-time.After(betweenDials):
		}
	}
}
