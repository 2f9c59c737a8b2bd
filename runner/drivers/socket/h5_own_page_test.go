package socket

import (
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas/record"
)

// walletModule is testdata/wallet.js as an adapter that a page loads; it posts each authorisation to /signed of the
// test.
const walletModule = `
var signspecAdapter = (function () {
  function told(signStr) { fetch(%q + encodeURIComponent(signStr), { mode: 'no-cors' }); }
  var serial = 0;
  return {
    wallet: { name: 'Test Wallet', version: '1' }, my: createWallet(told),
    stage: function (wish) { return { signStr: 'https://wallet.example/?outcome=' + wish.outcome + '&state=' + wish.authState + '&n=' + (++serial) + Date.now() }; }
  };
})();
`

// ownPage makes a driver for the probe's own page with testdata/wallet.js in it.
func ownPage(t *testing.T, open opener, o Options, listener *cutter, signed func(string)) (*Driver, string) {
	t.Helper()
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { signed(r.URL.Query().Get("s")) }))
	t.Cleanup(hook.Close)
	o.Adapter = testWallet(t) + fmt.Sprintf(walletModule, hook.URL+"/signed?s=")
	return open(t, o, listener)
}

// opener is open or openToPolls.
type opener func(testing.TB, Options, net.Listener) (*Driver, string)

// counting counts authorisations by sign string.
type counting struct {
	mu    sync.Mutex
	count map[string]int
}

func (c *counting) signed(signStr string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.count == nil {
		c.count = map[string]int{}
	}
	c.count[signStr]++
}

func (c *counting) all() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.count)
}

// TestTheBrowserSurvivesCuts cuts the connection of a real browser in each phase.
func TestTheBrowserSurvivesCuts(t *testing.T) {
	tab := chromium.Open(t)
	for transport, open := range map[string]opener{"socket": open, "polling": openToPolls} {
		for name, phase := range phases() {
			t.Run(transport+"/"+name, func(t *testing.T) {
				cutter, count := newCutter(t), &counting{}
				cutter.arrange(phase, 2)
				d, page := ownPage(t, open, options(), cutter, count.signed)
				navigate(t, tab, page)
				if _, err := d.Describe(drivertest.Within(t)); err != nil {
					t.Fatal(err)
				}
				drivertest.Perform(t, d, "approve/all-callbacks")
				drivertest.Perform(t, d, "recover/cancel")
				if cutter.cuts() == 0 {
					t.Error("the connection was never cut")
				}
				waitFor(t, "every authorisation to be told of", func() bool { return len(count.all()) == 3 })
				wantOnce(t, count.all(), 3)
				for signStr := range count.all() {
					if !strings.Contains(signStr, "/authorise?") {
						t.Errorf("%s is the page's own, where the command stages", signStr)
					}
				}
			})
		}
	}
}

// TestAPageThatIsLoadedAgain loads the page again in the middle of a call: the scenario is untested, not repeated.
func TestAPageThatIsLoadedAgain(t *testing.T) {
	tab, count := chromium.Open(t), &counting{}
	var once sync.Once
	o := options()
	o.Stager, o.Quiet = nil, 300*time.Millisecond // so that the ten calls are one run, which lasts until the page is loaded
	d, page := ownPage(t, open, o, newCutter(t), func(signStr string) {
		count.signed(signStr)
		once.Do(func() { go chromedp.Do(tab, chromedp.Reload()) })
	})
	navigate(t, tab, page)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "in-a-row/approve"))
	if err != nil || !strings.Contains(p.Untested, "lost its memory") {
		t.Fatalf("got %d records, untested %q, %v", len(p.Records), p.Untested, err)
	}
	if records := drivertest.Perform(t, d, "cancel/all-callbacks"); records[0].Instance != 2 {
		t.Errorf("what comes after is of instance %d", records[0].Instance)
	}
	for signStr, n := range count.all() {
		if n != 1 {
			t.Errorf("%s was authorised %d times", signStr, n)
		}
	}
}

// TestThePageKeepsItsPolicy sees that the page needs nothing that its policy forbids, and that it says where it has to
// be opened when there is no wallet.
func TestThePageKeepsItsPolicy(t *testing.T) {
	tab := chromium.Open(t)
	d, page := open(t, options(), newCutter(t))
	navigate(t, tab, page)
	told := func() string {
		text, err := chromedp.Run(tab, chromedp.Evaluate[string](`document.getElementById('signspec-status').textContent`))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	waitFor(t, "the page to miss the wallet", func() bool { return strings.Contains(told(), "There is no my in this page") })
	colour, err := chromedp.Run(tab, chromedp.Evaluate[string](`getComputedStyle(document.getElementById('signspec-ready')).backgroundColor`))
	if err != nil || colour != "rgb(20, 86, 196)" {
		t.Errorf("the style sheet is not applied: %q, %v", colour, err)
	}
	// A person may insist; the suite then says that the API is not there.
	if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](`document.getElementById('signspec-ready').click(), true`)); err != nil {
		t.Fatal(err)
	}
	about, err := d.Describe(drivertest.Within(t))
	if err != nil || about.Entry.Kind() != record.Undefined {
		t.Errorf("got %+v, %v", about, err)
	}
	inline, err := chromedp.Run(tab, chromedp.Evaluate[bool](`(() => {
		const script = document.createElement('script'); script.textContent = 'window.inline = 1'; document.body.append(script); return 'inline' in window })()`))
	if err != nil || inline {
		t.Errorf("an inline script runs: %v, %v", inline, err)
	}
}

// TestAnAdapterThatDoesNotLoad sees that the vendor is told what the module threw.
func TestAnAdapterThatDoesNotLoad(t *testing.T) {
	o := options()
	o.Adapter = `throw new Error('the SDK needs a key')`
	d, page := open(t, o, newCutter(t))
	navigate(t, chromium.Open(t), page)
	if _, err := d.Describe(drivertest.Within(t)); err == nil || !strings.Contains(err.Error(), "the SDK needs a key") {
		t.Errorf("the error is %v", err)
	}
}

// TestAnOperatorAtABrowser is told on the page what to do, and the call waits for it.
func TestAnOperatorAtABrowser(t *testing.T) {
	tab, count := chromium.Open(t), &counting{}
	o := options()
	o.Stager, o.Operator = &stage.Operator{Source: &urlStager{}}, true
	d, page := ownPage(t, open, o, newCutter(t), count.signed)
	navigate(t, tab, page)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	go func() {
		for _, instruction := range []string{"Tap Cancel on the next page.", "Confirm on the next page."} {
			waitFor(t, "the instruction", func() bool {
				shown, err := chromedp.Run(tab, chromedp.Evaluate[string](
					`document.getElementById('signspec-ready').hidden ? '' : document.getElementById('signspec-instruction').textContent`))
				return err == nil && shown == instruction
			})
			chromedp.Do(tab, chromedp.Click("#signspec-ready"))
		}
	}()
	records := drivertest.Perform(t, d, "recover/cancel")
	if _, ok := records[0].First(record.Failed); !ok || len(records) != 2 {
		t.Errorf("got %+v", records)
	}
}
