//go:build unix

package exec_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// timed is an adapter whose calls end at once, if they can be heard to end, and which tells on its standard error how
// long it was given for each scenario.
type timed struct {
	time string        // as it describes itself
	took time.Duration // how long each call takes, by its own word
}

// Describe says which time it keeps.
func (a timed) Describe(context.Context, protocol.DescribeParams) (wallet.Description, error) {
	return wallet.Description{Name: "Timed Wallet", Entry: record.Of(record.Function), Time: a.time}, nil
}

// Run makes the records of correct calls.
func (a timed) Run(_ context.Context, params protocol.RunParams) (any, error) {
	fmt.Fprintln(os.Stderr, params.Scenario.Name, params.SettleMs)
	var p wallet.Performance
	for _, call := range params.Scenario.Calls {
		r := record.Record{
			ID: call.ID, Scenario: params.Scenario.Name, API: "my.signContract", Args: call.Args, Callbacks: call.Callbacks,
			Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Of(record.Undefined)}}}, End: record.Deadline,
		}
		outcome := record.Failed
		if call.Stage != nil && call.Stage.Outcome == record.Approve && call.Fill != "" {
			outcome = record.Success
		}
		for _, callback := range []record.EventType{outcome, record.Completed} {
			if slices.Contains(call.Callbacks, string(callback)) {
				r.Events = append(r.Events, record.Event{At: float64(a.took.Milliseconds()), Type: callback, Args: []record.Value{}})
				r.End = record.Settled
			}
		}
		p.Records = append(p.Records, r)
	}
	return p, nil
}

// Close does nothing.
func (timed) Close(context.Context) error { return nil }

// TestSilenceIsNotWaitedForInRealTime performs the full plan with the usual settle: where time is real, the four calls
// that nobody can hear get a part of it, and no other call does.
func TestSilenceIsNotWaitedForInRealTime(t *testing.T) {
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	silent := []string{"approve/no-callbacks", "approve/fail", "cancel/no-callbacks", "cancel/success"}
	for mode, want := range map[string]time.Duration{
		"tells real time":    4 * time.Second, // four times what a call takes
		"tells no time":      4 * time.Second,
		"tells virtual time": exec.DefaultSettle,
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			stderr := &output{}
			d := exec.New(exec.Options{
				Command: []string{os.Args[0]}, Env: append(os.Environ(), modeVariable+"="+mode), Stderr: stderr,
				Entry: schemas.Entry{Kind: "method", Name: "signContract"},
			})
			ctx := within(t)
			if _, err := d.Describe(ctx); err != nil {
				t.Fatal(err)
			}
			for _, s := range plan.Scenarios {
				if _, err := d.Perform(ctx, s); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Close(ctx); err != nil {
				t.Fatal(err)
			}
			given := map[string]string{}
			for _, line := range strings.Split(strings.TrimSpace(stderr.String()), "\n") {
				words := strings.Fields(line) // adapter: approve/fail 30000
				given[words[1]] = words[2]
			}
			for _, s := range plan.Scenarios {
				settle := exec.DefaultSettle
				if slices.Contains(silent, s.Name) {
					settle = want
				}
				if got := given[s.Name]; got != fmt.Sprint(settle.Milliseconds()) {
					t.Errorf("%s was given %q ms, want %d", s.Name, got, settle.Milliseconds())
				}
			}
		})
	}
}
