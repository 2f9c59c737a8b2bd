package socket

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// BenchmarkTheFullSuiteInChromium is the time from opening the wallet's page in a browser that runs to the last record
// of the full plan. No debugger is attached to the page, as none is to a page in a wallet; it would cost a tenth. Beside
// it stands what the link has no part in: the wallet's own time until it called back, and the time of the calls that
// nobody can hear.
func BenchmarkTheFullSuiteInChromium(b *testing.B) {
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		b.Fatal(err)
	}
	site, browser := embedding(b), chromium.Open(b)
	var wallets, silence time.Duration
	for b.Loop() {
		d, page := inThePage(b, site, "")
		d.options.Quiet = 10 * time.Millisecond
		closePage := openPage(b, browser, page)
		if _, err := d.Describe(drivertest.Within(b)); err != nil {
			b.Fatal(err)
		}
		for _, s := range plan.Scenarios {
			settle := d.patience.Settle(s)
			for _, r := range drivertest.Perform(b, d, s.Name) {
				if e, ok := r.First(record.Success, record.Failed, record.Completed); ok {
					wallets += time.Duration(e.At * float64(time.Millisecond))
				} else if r.Stage != nil {
					silence += settle
				}
			}
		}
		closePage()
	}
	b.ReportMetric(wallets.Seconds()/float64(b.N), "wallet-s/op")
	b.ReportMetric(silence.Seconds()/float64(b.N), "silence-s/op")
}

// openPage opens a page in a window of its own, without a debugger, and returns what closes it.
func openPage(b *testing.B, browser context.Context, url string) (closePage func()) {
	b.Helper()
	ownWindow := true
	page, err := chromedp.CallBrowser(browser, target.CreateTarget, target.CreateTargetParams{URL: url, NewWindow: &ownWindow})
	if err != nil {
		b.Fatalf("opening %s: %v", url, err)
	}
	return func() {
		if _, err := chromedp.CallBrowser(browser, target.CloseTarget, target.CloseTargetParams(page)); err != nil {
			b.Fatalf("closing the page: %v", err)
		}
	}
}

// BenchmarkARunOverALink is what the way to a device and back costs a scenario, without a wallet's own time.
func BenchmarkARunOverALink(b *testing.B) {
	s := NewServer(ServerOptions{})
	d := s.Open(options())
	closeQuickly(b, d)
	url := serve(b, s, newCutter(b)) + d.Path()
	ctx := drivertest.Within(b)
	go fake{"device"}.dialOut(ctx, url)
	if _, err := d.Describe(ctx); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		drivertest.Perform(b, d, "sign-str/empty")
	}
}
