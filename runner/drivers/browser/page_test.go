package browser_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/systeminfo"

	"github.com/signspec/signspec/runner/drivers/browser"
	dt "github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// patient is how long tests in real time wait for a call to settle: it never is waited for where all is well.
const patient = 20 * time.Second

// TestTheClockIsRealOnAPage shows the same wallet in real time, where the page is asked by its own stage.
func TestTheClockIsRealOnAPage(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]browser.Options{
		"a browser of its own": {URL: drivertest.WebWallet(t).URL},
		"a browser that runs":  {URL: drivertest.WebWallet(t).URL, DevTools: devtools(t)},
	} {
		t.Run(name, func(t *testing.T) {
			options.Settle, options.Quiet = patient, 20*time.Millisecond
			d := start(t, options)
			about, err := d.Describe(t.Context())
			if err != nil || about.Time != "real" || about.Name != "Web Wallet" || about.Version != "1.0.0" || len(about.Blind) != 0 {
				t.Errorf("it is described as %+v, %v", about, err)
			}
			records := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "cancel/all-callbacks", "network/all-callbacks",
				"unknown/all-callbacks",
				"fail/all-callbacks", "sign-str/long", "overlap/approve+cancel", "throwing/success", "frozen/approve", "recover/network")
			drivertest.WantBroken(t, records)
			if calls := records[1:]; len(calls) != 12 || calls[0].Instance != 1 || calls[11].Instance != 1 {
				t.Errorf("there are %d records, and the first and the last are of the instances %d and %d", len(calls), calls[0].Instance,
					calls[len(calls)-1].Instance)
			}
		})
	}
}

// TestSilenceIsNotWaitedOut performs the whole plan in real time on a wallet that would have an hour for each call. Of
// some calls nobody can hear when they are over; they are waited for as long as others took, several times over.
func TestSilenceIsNotWaitedOut(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{URL: drivertest.WebWallet(t).URL, DevTools: devtools(t), Settle: time.Hour, Quiet: time.Millisecond})
	records := drivertest.DescribeAndPerform(t, d, drivertest.Everything(t)...)
	drivertest.WantBroken(t, records)
	for _, r := range records[1:] {
		silent := slices.Contains([]string{"approve/no-callbacks", "approve/fail", "cancel/no-callbacks", "cancel/success"}, r.Scenario)
		if r.Stage != nil && silent == (r.End == record.Settled) {
			t.Errorf("%s ended %s", r.ID, r.End)
		}
	}
}

// TestTheRealClockComesBack has a page in virtual time first, which must leave none of it: a second lasts a second.
func TestTheRealClockComesBack(t *testing.T) {
	t.Parallel()
	port, site := devtools(t), page(t, "")
	d := start(t, browser.Options{URL: site, DevTools: port, Time: browser.Virtual})
	drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")
	if err := d.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, url := range map[string]string{"in the page that was left": "", "in the same page, loaded again": site} {
		t.Run(name, func(t *testing.T) {
			d := start(t, browser.Options{URL: url, DevTools: port, Settle: time.Second, Quiet: time.Millisecond})
			began := time.Now()
			drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")
			if took := time.Since(began); took < time.Second {
				t.Errorf("a call that never answers was waited for for %s", took)
			}
		})
	}
}

// TestNoClockRunsWildAfterwards shows that what had a virtual time is gone: a clock that nobody stops keeps a process
// busy for ever.
func TestNoClockRunsWildAfterwards(t *testing.T) {
	t.Parallel()
	port := devtools(t)
	d := start(t, browser.Options{URL: drivertest.WebWallet(t).URL, DevTools: port, Time: browser.Virtual})
	drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")
	if err := d.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	// The page loads again first, which takes as long as it takes; a clock that runs wild never lets a second be calm.
	var took time.Duration
	for range 10 {
		before := busy(t, port)
		time.Sleep(time.Second)
		if took = busy(t, port) - before; took < 250*time.Millisecond {
			return
		}
	}
	t.Errorf("the browser was still busy for %s of a second after ten", took)
}

// busy is how long the pages of a browser have kept processors busy.
func busy(t *testing.T, address string) time.Duration {
	t.Helper()
	answer, err := http.Get("http://" + address + "/json/version")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var version struct {
		Socket string `json:"webSocketDebuggerUrl"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&version); err != nil {
		t.Fatal(err)
	}
	session, err := dt.Dial(t.Context(), version.Socket)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	info, err := cdp.Call(t.Context(), session, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	var seconds float64
	for _, process := range info.ProcessInfo {
		if process.Type == "renderer" {
			seconds += process.CPUTime
		}
	}
	return time.Duration(seconds * float64(time.Second))
}

// TestWhatIsObserved shows one record for each kind of wallet: how it ends and, in order, what was seen.
func TestWhatIsObserved(t *testing.T) {
	t.Parallel()
	port := devtools(t)
	for name, c := range drivertest.Observations("JSON.stringify = Array.prototype.push = Promise = setTimeout = performance.now = null") {
		t.Run(name, func(t *testing.T) {
			d := start(t, browser.Options{URL: page(t, c.Body), DevTools: port, Settle: time.Second, Quiet: 50 * time.Millisecond})
			c.Check(t, drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1])
		})
	}
}

func TestAPageThatDoesNotShowWhatItOpened(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{URL: page(t, "later(o.complete)"), Name: "Plain Wallet", Version: "2", Quiet: time.Millisecond})
	about, err := d.Describe(t.Context())
	if err != nil || about.Name != "Plain Wallet" || about.Version != "2" || !slices.Equal(about.Blind, []string{wallet.Opened}) {
		t.Errorf("it is described as %+v, %v", about, err)
	}
}
