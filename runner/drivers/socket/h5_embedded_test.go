package socket

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

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
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
		fmt.Fprint(w, strings.Replace(page.Body.String(), `<script src="/wallet.js">`, `<script src="`+script+`"></script><script src="/wallet.js">`, 1))
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
	start := time.Now()
	calls := 0
	observe := func(_ wallet.Scenario, p wallet.Performance) { calls += len(p.Records) }
	results, err := wallet.Judge(t.Context(), d, wallet.Options{Options: rule.Options[wallet.Scenario]{Observe: observe}})
	if err != nil {
		t.Fatal(err)
	}

	t.Logf("%d records in %s", calls, time.Since(start))
	if len(results) == 0 {
		t.Fatal("no rule was judged")
	}
	for _, r := range results {
		if r.Status == rule.Untested && r.Rule.ID == "calls-isolated" {
			t.Logf("on this busy machine %s", r.Reason) // one call was over before the other was made
			continue
		}
		if r.Status != rule.Held && r.Rule.ID != "promise-agrees" { // the wallet returns no promise
			t.Errorf("%s is %s: %s", r.Rule.ID, r.Status, r.Reason)
		}
	}
}

// TestEachFaultTurnsItsRuleRed switches on each fault of the web wallet and demands that exactly its rules are broken.
func TestEachFaultTurnsItsRuleRed(t *testing.T) {
	site, tab := embedding(t), chromium.Open(t)
	for _, f := range web.Faults() {
		if f.Late {
			continue // only virtual time shows it, and a probe's is real
		}
		t.Run(f.Name, func(t *testing.T) {
			d, page := inThePage(t, site, f.Name)
			navigate(t, tab, page)
			about, err := d.Describe(within(t))
			if err != nil {
				t.Fatal(err)
			}
			records := []record.Record{availability(about)}
			for _, name := range f.Shown {
				records = append(records, perform(t, d, name)...)
			}
			got, seen := broken(records)
			want := slices.Sorted(slices.Values(f.Breaks))
			if !slices.Equal(got, want) {
				t.Errorf("it breaks %v, want %v%s", got, want, seen)
			}
		})
	}
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

// broken lists the rules that the records break, sorted, with what was observed.
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
	slices.Sort(ids)
	return ids, text.String()
}
