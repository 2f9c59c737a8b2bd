package check_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// performed checks a wallet and returns the scenarios in the order in which it was asked for them, and the run.
func performed(t *testing.T, o check.Options) (names []string, r *run.Run) {
	t.Helper()
	outcome := check.Wallet(t.Context(), &wallettest.Acme{Refuse: func(s wallet.Scenario) (string, error) {
		if !s.Drawn() {
			names = append(names, s.Name)
		}
		return "", nil
	}}, o)
	if outcome.Err != nil {
		t.Fatal(outcome.Err)
	}
	return names, outcome.Run.Run()
}

// TestTheOrderIsDrawn shows that a wallet cannot know the suite by the order of what it is asked, that a seed says which it
// is, and that a person is asked in the plan's; what is reported does not tell the difference.
func TestTheOrderIsDrawn(t *testing.T) {
	named := func(plan string) []string {
		p, err := wallet.NewPlan(plan, schemas.Documented())
		if err != nil {
			t.Fatal(err)
		}
		return p.Names()
	}
	planned := named(wallet.Full)
	first, r := performed(t, check.Options{})
	again, _ := performed(t, check.Options{Seed: r.Seed})
	other, whole := performed(t, check.Options{})
	challenged, _ := performed(t, check.Options{Challenge: "the nonce of an accreditor"})
	byHand, _ := performed(t, check.Options{PlanOrder: true})
	thrifty, _ := performed(t, check.Options{Plan: wallet.Thrifty})
	part, _ := performed(t, check.Options{Seed: r.Seed, Rules: "failure"})
	for name, c := range map[string]struct {
		got, other []string
		same       bool
	}{
		"of a run and its plan":        {first, planned, false},
		"of a run and of its seed's":   {first, again, true},
		"of two runs":                  {first, other, false},
		"of a challenge and its plan":  {challenged, planned, false},
		"for a person and of the plan": {byHand, planned, true},
		"of thrift and of its plan":    {thrifty, named(wallet.Thrifty), true},
		"of a part and of the whole": {part, slices.DeleteFunc(slices.Clone(first), func(s string) bool {
			return !slices.Contains(part, s)
		}), true},
	} {
		if slices.Equal(c.got, c.other) != c.same {
			t.Errorf("the order %s: %q and %q", name, c.got, c.other)
		}
	}
	if slices.Sort(first); !slices.Equal(first, slices.Sorted(slices.Values(planned))) {
		t.Errorf("not every scenario was performed once: %q", first)
	}
	for _, of := range []*run.Run{r, whole} {
		var reported []string
		for _, call := range of.Records {
			reported = append(reported, call.Scenario)
		}
		if reported = slices.Compact(reported); !slices.Equal(reported, append([]string{wallet.Availability}, planned...)) {
			t.Errorf("the report has the order %q", reported)
		}
	}
}

// TestWhatWasOnItsWayIsPerformedAgain interrupts a run, in whatever order it was, whose scenarios all had crashed: the last of
// them may have crashed for that, and no other.
func TestWhatWasOnItsWayIsPerformedAgain(t *testing.T) {
	o := everywhere(t)
	o.Subject = run.Subject{Kind: run.Wallet, Driver: "exec", Source: "acme", SHA256: strings.Repeat("a", 64)}
	var asked []string
	crashing := func(r *record.Record) { r.Events, r.End, r.Reason = []record.Event{}, record.Crashed, "it was killed" }
	ctx, cancel := context.WithCancel(t.Context())
	check.Wallet(ctx, &wallettest.Acme{Change: crashing, Refuse: func(s wallet.Scenario) (string, error) {
		if len(asked) == 9 {
			cancel()
			return "", ctx.Err()
		}
		asked = append(asked, s.Name)
		return "", nil
	}}, o)
	last := asked[len(asked)-1]
	resumed, err := resume(t, o)
	if err != nil {
		t.Fatal(err)
	}
	var again []string
	check.Wallet(t.Context(), &wallettest.Acme{Refuse: func(s wallet.Scenario) (string, error) {
		again = append(again, s.Name)
		return "", nil
	}}, resumed)
	for _, name := range asked {
		if slices.Contains(again, name) != (name == last) {
			t.Errorf("%s was performed again: %t; the last one was %s", name, name != last, last)
		}
	}
}
