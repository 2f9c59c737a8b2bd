package browser_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

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
func start(t testing.TB, options browser.Options) *browser.Driver {
	t.Helper()
	if options.DevTools == "" {
		options.Chromium = chromium.Path(t)
	}
	options.Entry = schemas.Documented().Entry
	d, err := browser.New(options)
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
func perform(t testing.TB, d *browser.Driver, names ...string) []record.Record {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
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
			if string(j.Status) != "broken" {
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

// devtools starts a browser that listens for DevTools, as a device does, and returns where.
func devtools(t testing.TB) string {
	t.Helper()
	var address string
	dialer := func(ctx context.Context, wsURL string) (chromedp.Transport, error) {
		address = wsURL
		return remote.DialContext(ctx, wsURL)
	}
	options := append(chromium.Options(chromium.Path(t)), chromedp.Flag("remote-debugging-port", "0"), chromedp.WithDialer(dialer))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(closeTab)
	// Only the browser is asked, so that no other client than the driver's is on the page.
	for {
		infos, err := chromedp.Targets(tab)
		if err != nil {
			t.Fatalf("starting a browser to attach to: %v", err)
		}
		if slices.ContainsFunc(infos, func(info *target.Info) bool { return info.Type == "page" }) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Host
}

// page serves a page whose my.signContract(o) has the given body, and returns its URL. The page stages anything.
func page(t testing.TB, body string) string {
	t.Helper()
	return pageWith(t, `
		const later = (f, ...args) => setTimeout(f, 5, ...args)
		const my = { signContract(o) { `+body+` } }
		const signspecAdapter = { stage: () => ({ signStr: 'https://wallet.example/authorise?id=1' }) }`)
}

// pageWith serves a page with a script.
func pageWith(t testing.TB, script string) string {
	t.Helper()
	return pagesWith(t, map[string]string{"/": script})
}

// pagesWith serves a page with a script at each path, and returns the URL of the first. A path that ends in .js is the
// script itself.
func pagesWith(t testing.TB, scripts map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		script := scripts[r.URL.Path]
		if strings.HasSuffix(r.URL.Path, ".js") {
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, script)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><link rel="icon" href="data:,"><title>A page</title><body><script>`+script+`</script>`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}
