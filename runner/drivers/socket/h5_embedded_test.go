package socket

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/runner/drivers/drivertest"
)

// embedding serves the web wallet with the probe in its container page: ?probe=URL names the probe's script.
func embedding(t testing.TB) *httptest.Server {
	t.Helper()
	app, err := web.New(web.Options{})
	if err != nil {
		t.Fatalf("making the web wallet: %v", err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		script := r.URL.Query().Get("probe")
		if script == "" {
			app.ServeHTTP(w, r)
			return
		}
		page := httptest.NewRecorder()
		app.ServeHTTP(page, r)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, strings.Replace(page.Body.String(), `<script src="/wallet.js">`,
			`<script src="`+script+`"></script><script src="/wallet.js">`, 1))
	}))
	t.Cleanup(server.Close)
	return server
}

// inThePage makes a driver for the probe in the web wallet's own page, which stages by itself, and returns where the
// page is.
func inThePage(t testing.TB, site *httptest.Server, fault string) (*Driver, string) {
	t.Helper()
	s := NewServer(ServerOptions{Origins: []string{site.URL}})
	o := options()
	o.Stager, o.Settle, o.Quiet = nil, 1500*time.Millisecond, 20*time.Millisecond // the page opens another, on a busy machine
	d := s.Open(o)
	l, err := Listen(LoopbackAddress, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		d.Close(context.Background())
		l.Close(context.Background())
	})
	query := url.Values{"probe": {l.URL() + d.Path() + "embed.js"}}
	if fault != "" {
		query.Set("fault", fault)
	}
	return d, site.URL + "/?" + query.Encode()
}

func navigate(t testing.TB, tab context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(url)); err != nil {
		t.Fatalf("opening %s: %v", url, err)
	}
}

// TestTheWebWalletIsConformant runs the whole suite on a wallet's own page that holds the probe.
func TestTheWebWalletIsConformant(t *testing.T) {
	d, page := inThePage(t, embedding(t), "")
	navigate(t, chromium.Open(t), page)
	drivertest.WantConformant(t, d, "calls-isolated") // one call may be over before the other is made
}

// TestEachFaultTurnsItsRuleRed switches on one fault of the web wallet after another and demands that exactly its rules
// are broken.
func TestEachFaultTurnsItsRuleRed(t *testing.T) {
	site, tab := embedding(t), chromium.Open(t)
	for _, f := range drivertest.Faults(t) {
		t.Run(f.Name, func(t *testing.T) {
			d, page := inThePage(t, site, f.Name)
			navigate(t, tab, page)
			drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, f.Shown...), f.Breaks...)
		})
	}
}
