// Package drivertest is what the tests of several drivers do in the same way: perform scenarios of the full plan, and
// look which rules the records break. Nothing but tests imports it.
package drivertest

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// Hangs is when a test counts as one that hangs. No test waits for it.
const Hangs = 3 * time.Minute

// Within gives a test its time.
func Within(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Hangs)
	t.Cleanup(cancel)
	return ctx
}

// Plan is the full plan.
func Plan(t testing.TB) wallet.Plan {
	t.Helper()
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// Scenario returns a scenario of the full plan.
func Scenario(t testing.TB, name string) wallet.Scenario {
	t.Helper()
	s, ok := Plan(t).Scenario(name)
	if !ok {
		t.Fatalf("the full plan has no scenario %s", name)
	}
	return s
}

// Everything lists the names of the scenarios of the full plan.
func Everything(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, s := range Plan(t).Scenarios {
		names = append(names, s.Name)
	}
	return names
}

// Perform performs scenarios of the full plan, each of which must be tested, and returns the records.
func Perform(t testing.TB, d wallet.Wallet, names ...string) []record.Record {
	t.Helper()
	ctx := Within(t)
	var records []record.Record
	for _, name := range names {
		p, err := d.Perform(ctx, Scenario(t, name))
		if err != nil {
			t.Fatalf("performing %s: %v", name, err)
		}
		if p.Untested != "" {
			t.Fatalf("%s is untested: %s", name, p.Untested)
		}
		records = append(records, p.Records...)
	}
	return records
}

// DescribeAndPerform is Perform, with a record before the others that shows what stands in the container.
func DescribeAndPerform(t testing.TB, d wallet.Wallet, names ...string) []record.Record {
	t.Helper()
	about, err := d.Describe(Within(t))
	if err != nil {
		t.Fatalf("describing the wallet: %v", err)
	}
	return append([]record.Record{Availability(about)}, Perform(t, d, names...)...)
}

// Availability is the record of what stands in the container.
func Availability(d wallet.Description) record.Record {
	seen := map[string]record.Value{"entry": d.Entry}
	if d.SDKVersion != nil {
		seen["sdkVersion"] = *d.SDKVersion
	}
	if d.CanIUse != nil {
		seen["canIUse"] = *d.CanIUse
	}
	return record.Record{
		ID: "availability#1", Scenario: "availability", API: matchers.AvailabilityAPI,
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(seen)}}}, End: record.Settled,
	}
}

// Broken lists the rules that the records break, sorted, and what was observed.
func Broken(records []record.Record) (ids []string, observed string) {
	var text strings.Builder
	for _, m := range wallet.Matchers() {
		for _, j := range m.Judge(records...) {
			if j.Status != matchers.Broken {
				continue
			}
			text.WriteString("\n" + m.Rule() + " in " + j.Record.ID + ": " + j.Observed + "\n" + record.Timeline(j.Record))
			if !slices.Contains(ids, m.Rule()) {
				ids = append(ids, m.Rule())
			}
		}
	}
	slices.Sort(ids)
	return ids, text.String()
}

// WantBroken fails the test unless the records break these rules and no others.
func WantBroken(t testing.TB, records []record.Record, rules ...string) {
	t.Helper()
	got, observed := Broken(records)
	if want := slices.Sorted(slices.Values(rules)); !slices.Equal(got, want) {
		t.Errorf("it breaks %v, want %v%s", got, want, observed)
	}
}
