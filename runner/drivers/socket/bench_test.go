package socket

import (
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// BenchmarkTheFullSuiteInChromium is the time from opening the wallet's page in a browser that runs to the last record
// of the full plan.
func BenchmarkTheFullSuiteInChromium(b *testing.B) {
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		b.Fatal(err)
	}
	site, tab := embedding(b), chromium.Open(b)
	for b.Loop() {
		d, page := inThePage(b, site, "")
		d.options.Settle, d.options.Quiet = 300*time.Millisecond, 10*time.Millisecond
		navigate(b, tab, page)
		if _, err := d.Describe(within(b)); err != nil {
			b.Fatal(err)
		}
		for _, s := range plan.Scenarios {
			perform(b, d, s.Name)
		}
	}
}

// BenchmarkARunOverALink is what the way to a device and back costs a scenario, without a wallet's own time.
func BenchmarkARunOverALink(b *testing.B) {
	s := NewServer(ServerOptions{})
	d := s.Open(options())
	closeQuickly(b, d)
	url := serve(b, s, newCutter(b)) + d.Path()
	ctx := within(b)
	go fake{"device"}.dialOut(ctx, url)
	if _, err := d.Describe(ctx); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		perform(b, d, "sign-str/empty")
	}
}
