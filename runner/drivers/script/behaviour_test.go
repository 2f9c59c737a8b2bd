package script_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/record"
)

// with makes a wallet whose signContract has the given body.
func with(body string) string {
	return `
let staged: any
export const my = {
  signContract(options: any) {
    ` + body + `
  },
}
export function stage(wish: any) { staged = wish; return { signStr: 's' } }`
}

// TestWhatIsObserved shows one record for each kind of wallet: how it ends and, in order, what was seen.
func TestWhatIsObserved(t *testing.T) {
	for name, tc := range map[string]struct {
		body   string
		end    record.End
		events []record.EventType
		lastAt float64
	}{
		"answers after 45 s":           {"setTimeout(() => { options.fail({}); options.complete() }, 45000)", record.Settled, []record.EventType{record.Returned, record.Failed, record.Completed}, 45000},
		"never answers":                {"", record.Idle, []record.EventType{record.Returned}, 0},
		"answers again after a minute": {"options.success(); setTimeout(() => options.success(), 60000)", record.Settled, []record.EventType{record.Success, record.Returned, record.Success}, 60000},
		"a heartbeat, no answer":       {"setInterval(() => {}, 1000)", record.Deadline, []record.EventType{record.Returned}, 0},
		"a fast heartbeat":             {"setInterval(() => {}, 5); setTimeout(options.complete, 100)", record.Settled, []record.EventType{record.Returned, record.Completed}, 100},
		"immediates for ever":          {"const beat = () => setImmediate(beat); beat(); setTimeout(options.complete, 100)", record.Settled, []record.EventType{record.Returned, record.Completed}, 100},
		"throws in a timer":            {"setTimeout(() => { throw new Error('late') }, 10)", record.Idle, []record.EventType{record.Returned, record.Uncaught}, 10},
		"throws in a microtask":        {"queueMicrotask(() => { throw new Error('soon') })", record.Idle, []record.EventType{record.Returned, record.Uncaught}, 0},
		"rejects unhandled":            {"Promise.reject(new Error('lost'))", record.Idle, []record.EventType{record.Returned, record.Uncaught}, 0},
		"waits by polling the clock":   {"const end = Date.now() + 500; while (Date.now() < end); options.complete()", record.Settled, []record.EventType{record.Completed, record.Returned}, 500},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := perform(t, start(t, text(with(tc.body)), sandbox.Limits{}), approve("approve/all")).Records[0]
			var events []record.EventType
			for _, e := range r.Events {
				events = append(events, e.Type)
			}
			if r.End != tc.end || !slices.Equal(events, tc.events) {
				t.Fatalf("it ends %q (%s) after %v, want %q after %v", r.End, r.Reason, events, tc.end, tc.events)
			}
			if at := r.Events[len(r.Events)-1].At; at < tc.lastAt || at > tc.lastAt+5 {
				t.Errorf("the last event is at %v ms, want %v", at, tc.lastAt)
			}
		})
	}
}

func TestConsoleIsKeptWithinBounds(t *testing.T) {
	w := start(t, text(with(`
		console.log('signing', { with: staged.outcome })
		for (let i = 0; i < 2000; i++) console.warn('x'.repeat(10000))
		options.complete()`)), sandbox.Limits{})
	lines := perform(t, w, approve("approve/all")).Records[0].Console
	if len(lines) != 200 || lines[0] != `signing {with: "approve"}` || !strings.HasPrefix(lines[1], "warn: xxx") {
		t.Fatalf("%d lines, which begin %q", len(lines), lines[:min(2, len(lines))])
	}
	if last := lines[199]; last != "… and 1802 more entries" {
		t.Errorf("the last line is %q", last)
	}
	for _, line := range lines {
		if len(line) > 2100 {
			t.Fatalf("a line of %d bytes was kept", len(line))
		}
	}
}

func TestStacksNameTheVendorsFile(t *testing.T) {
	w := start(t, text(with("setTimeout(function late() { throw new TypeError('late') }, 10)")), sandbox.Limits{})
	r := perform(t, w, approve("approve/all")).Records[0]
	event, ok := r.First(record.Uncaught)
	if !ok {
		t.Fatalf("no uncaught event in %+v", r.Events)
	}
	if message, _ := event.Arg().Field("message"); message.String() != `"late"` {
		t.Errorf("the uncaught error is %s", event.Arg())
	}
}

func TestOpenedIsBlindWhereItIsNotExported(t *testing.T) {
	for module, want := range map[string][]string{
		aMy + aStage: {"opened"},
		aMy + aStage + "export const opened = () => []": nil,
	} {
		d, err := start(t, text(module), sandbox.Limits{}).Describe(t.Context())
		if err != nil || !slices.Equal(d.Blind, want) {
			t.Errorf("blind is %q (%v), want %q", d.Blind, err, want)
		}
	}
}

func TestHeartbeatsDoNotMakeAScenarioSlow(t *testing.T) {
	w := start(t, text(with("setInterval(() => {}, 1000); setTimeout(options.complete, 100)")), sandbox.Limits{Scenario: 2 * time.Second})
	for range 20 { // each leaves one more timer behind
		if r := perform(t, w, approve("approve/all")).Records[0]; r.End != record.Settled {
			t.Fatalf("it ends %q: %s", r.End, r.Reason)
		}
	}
}
