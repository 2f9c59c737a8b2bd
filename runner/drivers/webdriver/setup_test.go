package webdriver_test

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// patience ends a test that hangs; no test waits for it.
const patience = 2 * time.Minute

func within(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// serve serves the web wallet.
func serve(t testing.TB) *httptest.Server {
	t.Helper()
	app, err := web.New(web.Options{})
	if err != nil {
		t.Fatalf("making the web wallet: %v", err)
	}
	server := httptest.NewServer(app)
	t.Cleanup(server.Close)
	return server
}

// start makes a driver that is closed with the test.
func start(t testing.TB, options webdriver.Options) *webdriver.Driver {
	t.Helper()
	options.Entry = schemas.Documented().Entry
	d, err := webdriver.New(options)
	if err != nil {
		t.Fatalf("making the driver: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(context.Background()); err != nil {
			t.Errorf("closing the driver: %v", err)
		}
	})
	return d
}

// scenario returns a scenario of the full plan.
func scenario(t testing.TB, name string) wallet.Scenario {
	t.Helper()
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	s, ok := plan.Scenario(name)
	if !ok {
		t.Fatalf("the full plan has no scenario %s", name)
	}
	return s
}

// perform performs scenarios of the full plan and returns the records, the first of which shows what stands in the
// container.
func perform(t testing.TB, d *webdriver.Driver, names ...string) []record.Record {
	t.Helper()
	ctx := within(t)
	about, err := d.Describe(ctx)
	if err != nil {
		t.Fatalf("describing the wallet: %v", err)
	}
	records := []record.Record{availability(about)}
	for _, name := range names {
		p, err := d.Perform(ctx, scenario(t, name))
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

// availability is the record of what stands in the container.
func availability(d wallet.Description) record.Record {
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

// broken lists the rules that the records break, with what was observed.
func broken(records []record.Record) (ids []string, observed string) {
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
	return ids, text.String()
}

// everything lists the scenarios of the full plan.
func everything(t testing.TB) []string {
	t.Helper()
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range plan.Scenarios {
		names = append(names, s.Name)
	}
	return names
}
