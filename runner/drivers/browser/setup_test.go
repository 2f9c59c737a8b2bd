package browser_test

import (
	"context"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/schemas"
)

// start makes a driver that is closed with the test.
func start(t testing.TB, options browser.Options) *browser.Driver {
	t.Helper()
	if options.DevTools == "" {
		options.Chromium = chromium.Path(t)
	}
	return startWith(t, options, browser.New)
}

// startImpatient is start, with a person who gives up on a button soon.
func startImpatient(t testing.TB, options browser.Options) *browser.Driver {
	t.Helper()
	return startWith(t, options, func(o browser.Options) (*browser.Driver, error) {
		return browser.NewImpatient(o, impatience, 100*time.Millisecond)
	})
}

// impatience is how long a button is looked for that is not there; one that is there is found on a busy machine too.
const impatience = 4 * time.Second

func startWith(t testing.TB, options browser.Options, open func(browser.Options) (*browser.Driver, error)) *browser.Driver {
	t.Helper()
	options.Entry = schemas.Documented().Entry
	d, err := open(options)
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
	return drivertest.Serve(t, map[string]string{"/": script})
}
