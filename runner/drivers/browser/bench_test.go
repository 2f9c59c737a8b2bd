package browser_test

import (
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/suites/wallet"
)

// BenchmarkFullSuite performs the whole full plan on the web wallet, the start of the browser included.
func BenchmarkFullSuite(b *testing.B) {
	server := drivertest.WebWallet(b)
	for name, options := range map[string]browser.Options{
		"virtual": {URL: server.URL, Time: browser.Virtual},
		// In real time four calls hear nothing whatever happens: each lasts as long as it may.
		"real": {URL: server.URL, Settle: 100 * time.Millisecond, Quiet: 2 * time.Millisecond},
	} {
		b.Run(name, func(b *testing.B) { run(b, options) })
	}
	b.Run("module", func(b *testing.B) { run(b, browser.Options{Module: reference(b)}) })
}

// BenchmarkAttach performs the same in a browser that runs already.
func BenchmarkAttach(b *testing.B) {
	server, port := drivertest.WebWallet(b), devtools(b)
	for name, options := range map[string]browser.Options{
		"virtual": {URL: server.URL, DevTools: port, Time: browser.Virtual},
		"real":    {URL: server.URL, DevTools: port, Settle: 100 * time.Millisecond, Quiet: 2 * time.Millisecond},
	} {
		b.Run(name, func(b *testing.B) { run(b, options) })
	}
}

// run measures from making the driver until it is closed.
func run(b *testing.B, options browser.Options) {
	var scenarios []wallet.Scenario
	for _, name := range drivertest.Everything(b) {
		scenarios = append(scenarios, drivertest.Scenario(b, name))
	}
	for b.Loop() {
		d := start(b, options)
		if _, err := d.Describe(b.Context()); err != nil {
			b.Fatal(err)
		}
		calls := 0
		for _, s := range scenarios {
			p, err := d.Perform(b.Context(), s)
			if err != nil || p.Untested != "" {
				b.Fatalf("performing %s: %s %v", s.Name, p.Untested, err)
			}
			calls += len(p.Records)
		}
		if err := d.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric(float64(calls), "calls/op")
		time.Sleep(leftAlone)
		b.StartTimer()
	}
}

// leftAlone is long enough for a page that gets its real clock back to have loaded, which is no part of the next run.
const leftAlone = time.Second
