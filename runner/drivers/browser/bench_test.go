package browser_test

import (
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/browser"
)

// BenchmarkFullSuite performs the whole full plan on the web wallet, the start of the browser included.
func BenchmarkFullSuite(b *testing.B) {
	server := serve(b)
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
	server, port := serve(b), devtools(b)
	for name, options := range map[string]browser.Options{
		"virtual": {URL: server.URL, DevTools: port, Time: browser.Virtual},
		"real":    {URL: server.URL, DevTools: port, Settle: 100 * time.Millisecond, Quiet: 2 * time.Millisecond},
	} {
		b.Run(name, func(b *testing.B) { run(b, options) })
	}
}

func run(b *testing.B, options browser.Options) {
	names := everything(b)
	for b.Loop() {
		d := start(b, options)
		records := perform(b, d, names...)
		if err := d.Close(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(records)-1), "calls/op")
	}
}
