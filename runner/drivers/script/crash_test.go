package script_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// sometimes crashes where the state that was staged says so.
const sometimes = `
let state: string
export const my = {
  signContract(options: any) {
    const mine = state
    if (mine === 'hang') for (;;) state = 'hang'
    if (mine === 'explode') state = new Uint8Array(1.5e9)
    setTimeout(() => {
      options.success({ authState: mine, authCode: 'c' })
      options.complete()
    }, 10)
  },
}
export function stage(wish: any) {
  state = wish.authState
  return { signStr: 's' }
}`

func staged(name, state string) wallet.Scenario {
	s := approve(name)
	s.Calls[0].Stage.AuthState = state
	return s
}

func TestACrashCostsOneScenario(t *testing.T) {
	w := start(t, text(sometimes), sandbox.Limits{Scenario: 300 * time.Millisecond})
	explode := staged("explode", "explode")
	explode.Calls = append(explode.Calls, wallet.Call{ID: "explode#2", Args: record.Value{}, Callbacks: []string{"fail"}})
	for i, tc := range []struct {
		scenario wallet.Scenario
		end      record.End
		instance int
	}{
		{staged("before", "a"), record.Settled, 1},
		{explode, record.Crashed, 2},
		{staged("after", "b"), record.Settled, 3},
	} {
		p := perform(t, w, tc.scenario)
		if len(p.Records) != len(tc.scenario.Calls) {
			t.Fatalf("scenario %d has %d records for %d calls", i+1, len(p.Records), len(tc.scenario.Calls))
		}
		for j, r := range p.Records {
			if r.End != tc.end || r.Instance != tc.instance || r.ID != tc.scenario.Calls[j].ID || r.API != "my.signContract" {
				t.Errorf("scenario %d, call %d: %s ends %q, instance %d; want %q, %d", i+1, j+1, r.ID, r.End, r.Instance, tc.end, tc.instance)
			}
			if tc.end == record.Crashed && !strings.Contains(r.Reason, "at wallet.ts:7:") {
				t.Errorf("the reason is %q, want the place in wallet.ts", r.Reason)
			}
		}
	}
}

// How long something takes depends on the machine: a scenario that takes too long accuses nobody.
func TestALimitOfTimeLeavesUntested(t *testing.T) {
	w := start(t, text(sometimes), sandbox.Limits{Scenario: 100 * time.Millisecond})
	for range 3 {
		p := perform(t, w, staged("hang", "hang"))
		if len(p.Records) != 0 || !strings.HasPrefix(p.Untested, "the wallet ran for 0.1 s without returning, at wallet.ts:6:") {
			t.Errorf("the performance is %+v, want it untested", p)
		}
	}
	p := perform(t, w, staged("last", "a"))
	if len(p.Records) != 0 || !strings.HasPrefix(p.Untested, "the wallet crashed 3 times, so the run was ended (the last time: the wallet ran for") {
		t.Errorf("the performance is %+v, want it untested because of the crashes", p)
	}
}

func TestTheTotalTimeIsBounded(t *testing.T) {
	w := start(t, text(sometimes), sandbox.Limits{Scenario: 200 * time.Millisecond, Total: 100 * time.Millisecond})
	perform(t, w, staged("first", "hang"))
	p := perform(t, w, staged("second", "a"))
	if p.Untested != "the scenarios before this one took the whole 0.1 s of real time that all of them have" {
		t.Errorf("the performance is %+v, want it untested because the time is over", p)
	}
}

func TestCancelling(t *testing.T) {
	w := start(t, text(sometimes), sandbox.Limits{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := w.Perform(ctx, staged("cancelled", "hang")); err == nil {
		t.Error("performing after the context was cancelled succeeded")
	}
}

func TestChildThatCannotStart(t *testing.T) {
	w := script.Start(script.Options{Source: text(correct), Command: []string{"testdata/no-such-command"}})
	defer w.Close()
	if _, err := w.Describe(context.Background()); err == nil || !strings.Contains(err.Error(), "starting the engine's process") {
		t.Errorf("the error is %v, want that the process could not be started", err)
	}
}
