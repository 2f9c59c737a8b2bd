package main

import (
	"context"
	"os"
	"testing"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// panicArgument makes the test binary a check in which the part panics that the next argument names.
const panicArgument = "test-panic"

// TestPanics shows that a fault of signspec's own is an error in every report, whatever else was found.
func TestPanics(t *testing.T) {
	for _, part := range []string{"rule", "driver", "conclusion"} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			e := signspec(t, t.TempDir(), panicArgument, part)
			fault{status: run.ExitHarness, kind: run.Harness, says: "boom in the " + part}.check(t, e)
		})
	}
}

// panicking runs a check in which one part panics. It returns the exit status.
func panicking(part string) int {
	c := &check{
		env:      environment{stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv},
		settings: settings{out: defaultOut, plan: wallet.Full}, profile: "documented",
		reproduce: func(string) string { return "signspec wallet" },
	}
	c.begin()
	if err := c.settings.prepareOut(); err != nil {
		return c.configurationError(err)
	}
	build := func() error { return wallet.Specs(explosive{part}, wallet.Options{Observe: c.observe}) }
	rulesOf := c.reportRules
	switch part {
	case "rule":
		build = func() error {
			ginkgo.Describe("callbacks", ginkgo.Label("callbacks"), func() {
				ginkgo.It("settles", ginkgo.Label("settles", "must"), func() { panic("boom in the rule") })
			})
			return nil
		}
	case "conclusion":
		rulesOf = func(types.Report) []run.Rule { panic("boom in the conclusion") }
	}
	return c.judge(build, rulesOf, func() error { return nil })
}

// explosive is a wallet whose driver may panic.
type explosive struct{ part string }

func (explosive) Describe(context.Context) (wallet.Description, error) {
	return wallet.Description{Name: "Explosive", Entry: record.Of(record.Function)}, nil
}

func (e explosive) Perform(context.Context, wallet.Scenario) (wallet.Performance, error) {
	if e.part == "driver" {
		panic("boom in the driver")
	}
	return wallet.Performance{Untested: "nothing is to be seen here"}, nil
}
