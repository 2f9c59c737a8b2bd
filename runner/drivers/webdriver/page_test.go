package webdriver_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// plain is the page of a wallet whose signContract(o) has the body. later(f, ...) calls a callback, if it was passed, in
// the next turn.
func plain(body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>A wallet</title><body><script>
			function later(f) { var args = [].slice.call(arguments, 1); setTimeout(function () { if (f) f.apply(null, args) }, 0) }
			const my = { signContract: function (o) { %s } };
			var signspecAdapter = { stage: function () { return { signStr: "https://wallet.example/authorise" } } };
		</script>`, body)
	})
}

// site serves pages by their path; "/wallet" is a plain wallet.
func site(t *testing.T, body string, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/wallet" {
			plain(body).ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if text, ok := pages[r.URL.Path]; ok {
			fmt.Fprint(w, "<!doctype html>"+text)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestWhatIsObserved shows one record for each kind of wallet: how it ends and, in order, what was seen.
func TestWhatIsObserved(t *testing.T) {
	t.Parallel()
	site := newReloading(t)
	d := start(t, webdriver.Options{
		Server: chromedriver(t), Capabilities: headless(t), URL: site.URL, Name: "Plain Wallet",
		Settle: time.Second, Quiet: 100 * time.Millisecond,
	})
	for name, c := range drivertest.Observations("Array.prototype.concat = Object.keys = setTimeout = performance.now = null") {
		t.Run(name, func(t *testing.T) {
			site.show(t, plain(c.Body))
			c.Check(t, drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1])
		})
	}
}

// TestPagesThatDoNotComeBack shows what becomes of a page that dies, hangs, closes itself or goes elsewhere.
func TestPagesThatDoNotComeBack(t *testing.T) {
	t.Parallel()
	address, browser := chromedriver(t), headless(t)
	opener := map[string]string{"/opener": `<script>open("/wallet")</script>`} // a script closes only what a script opened
	crash := webdriver.Command{Path: "goog/cdp/execute", Body: map[string]any{"cmd": "Page.crash", "params": map[string]any{}}}
	for name, c := range map[string]struct {
		body, reason string
		actions      map[record.Outcome][]ui.Action
	}{
		"dies":   {"", "the page crashed", map[record.Outcome][]ui.Action{record.Approve: {{Network: ui.Off}}}},
		"hangs":  {"for (;;) {}", "the page was busy for 2s of real time without an end", nil},
		"closes": {"setTimeout(close)", "the window that holds my was closed", nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, webdriver.Options{
				Server: address, Capabilities: browser, URL: site(t, c.body, opener) + "/opener", Busy: 2 * time.Second, Settle: 20 * time.Second,
				Actions: c.actions, Network: webdriver.Network{Off: crash, On: crash},
			})
			for i := range 2 {
				p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
				if err != nil || len(p.Records) != 1 {
					t.Fatalf("%+v, %v", p, err)
				}
				if r := p.Records[0]; r.End != record.Crashed || !strings.Contains(r.Reason, c.reason) || r.Instance != i+1 || r.Check() != nil {
					t.Errorf("the record is %+v", r)
				}
			}
		})
	}
	t.Run("goes elsewhere", func(t *testing.T) {
		base := site(t, "location.href = '/other'", map[string]string{"/other": "<title>Elsewhere</title>"})
		d := start(t, webdriver.Options{Server: address, Capabilities: browser, URL: base + "/wallet"})
		_, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
		var left *page.LeftError
		if !errors.As(err, &left) || left.To != base+"/other" {
			t.Errorf("the error is %v", err)
		}
	})
}

// A page that went elsewhere when a call was over is loaded again for the next, and one that was loaded again is
// entered again.
func TestPagesThatGoOnBetweenCalls(t *testing.T) {
	t.Parallel()
	address, browser := chromedriver(t), headless(t)
	for name, to := range map[string]string{"elsewhere": "location.href = '/other'", "to itself": "location.reload()"} {
		t.Run(name, func(t *testing.T) {
			base := site(t, "later(o.complete); setTimeout(() => { "+to+" }, 150)", map[string]string{"/other": "<title>Elsewhere</title>"})
			d := start(t, webdriver.Options{Server: address, Capabilities: browser, URL: base + "/wallet", Quiet: time.Millisecond})
			for i := range 2 {
				r := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1]
				if r.End != record.Settled || r.Instance != i+1 {
					t.Errorf("it ends %s in instance %d", r.End, r.Instance)
				}
				time.Sleep(400 * time.Millisecond) // until the page has gone; nothing tells
			}
		})
	}
}

func TestWhereMyIs(t *testing.T) {
	t.Parallel()
	address, browser := chromedriver(t), headless(t)
	pages := map[string]string{
		"/frames": `<title>Frames</title><iframe id="outer" src="/outer"></iframe>`,
		"/outer":  `<iframe src="/wallet"></iframe>`,
		"/opener": `<title>The opener</title><script>open("/wallet")</script>`,
		"/late": `<title>Late</title><script>setTimeout(() => { self.my = {signContract: o => setTimeout(o.complete)}; ` +
			`self.signspecAdapter = {stage: () => ({signStr: "s"})} }, 300)</script>`,
		"/none": `<title>Nothing here</title>`,
	}
	base := site(t, "later(o.complete)", pages)
	for name, c := range map[string]struct {
		page   string
		target webdriver.Place
		wrong  string // what the error says, where there is one
	}{
		"in the page":                {page: "/wallet"},
		"in the page, a while later": {page: "/late"},
		"in a frame of a frame":      {page: "/frames", target: webdriver.Place{Frame: []string{"#outer", "iframe"}}},
		"in another window":          {page: "/opener"},
		"in the window that is said": {page: "/opener", target: webdriver.Place{Window: "^A wallet$"}},
		"nowhere": {page: "/none", wrong: `my is not there (any page): typeof my is "undefined" in ` +
			`` + base + `/none ("Nothing here")`},
		"not in the window": {page: "/opener", target: webdriver.Place{Window: "opener"}, wrong: `my is not there (window opener)`},
		"no such window": {page: "/wallet", target: webdriver.Place{Window: "shop"},
			wrong: "no window is meant by that; the windows show " + base + `/wallet ("A wallet")`},
		"in a context": {page: "/wallet", target: webdriver.Place{Context: "WEBVIEW"},
			wrong: "context WEBVIEW was chosen, but the server knows no contexts"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // where my is missing it is waited for
			d := start(t, webdriver.Options{Server: address, Capabilities: browser, URL: base + c.page, Target: c.target, Quiet: time.Millisecond})
			about, err := d.Describe(drivertest.Within(t))
			if c.wrong != "" {
				var wrong *config.Error
				if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("the error is %v, want %s", err, c.wrong)
				}
				return
			}
			if err != nil || about.Entry.Kind() != record.Function || !slices.Equal(about.Blind, []string{wallet.Opened}) ||
				about.Name != base+c.page {
				t.Fatalf("it is described as %+v, %v", about, err)
			}
			if r := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1]; r.End != record.Settled {
				t.Errorf("it ends %s", r.End)
			}
		})
	}
}

// TestAPersonsWays presses the web wallet's buttons in the other ways that there are.
func TestAPersonsWays(t *testing.T) {
	t.Parallel()
	address, browser, page := chromedriver(t), headless(t), drivertest.WebWallet(t).URL+"/?stage=consult"
	for name, c := range map[string]struct {
		actions   map[record.Outcome][]ui.Action
		scenarios []string
	}{
		"a finger": {map[record.Outcome][]ui.Action{record.Approve: {{Tap: "#confirm"}}, record.Cancel: {{Tap: "//button[@id='cancel']"}}},
			[]string{"approve/all-callbacks", "cancel/all-callbacks"}},
		"back": {map[record.Outcome][]ui.Action{record.Approve: {{Click: "#confirm"}},
			record.Cancel: {{WaitFor: "#cancel"}, {Back: true}}}, []string{"recover/cancel"}},
		"keys": {map[record.Outcome][]ui.Action{record.Approve: {{Type: &ui.Typing{Into: "#confirm", Text: "\n"}}}},
			[]string{"approve/all-callbacks"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, webdriver.Options{Server: address, Capabilities: browser, URL: page, Actions: c.actions, Quiet: usual})
			records := drivertest.DescribeAndPerform(t, d, c.scenarios...)
			drivertest.WantBroken(t, records)
		})
	}
}

// Buttons in another window: the page that a popup shows.
func TestAPopup(t *testing.T) {
	t.Parallel()
	base := site(t, "self.ended = () => later(o.complete); open(o.signStr && '/popup')", map[string]string{
		"/popup": `<title>Authorise</title><button onclick="opener.ended(); close()">Confirm</button>`,
	})
	address, browser := chromedriver(t), headless(t)
	for name, on := range map[string]webdriver.Place{"found": {}, "chosen": {Window: "Authorise"}} {
		t.Run(name, func(t *testing.T) {
			d := start(t, webdriver.Options{
				Server: address, Capabilities: browser, URL: base + "/wallet", Quiet: usual, ActionsOn: on,
				Actions: map[record.Outcome][]ui.Action{record.Approve: {{Click: "button"}}},
			})
			for _, r := range drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "approve/complete")[1:] {
				if r.End != record.Settled {
					t.Errorf("%s ends %s", r.ID, r.End)
				}
			}
		})
	}
}
