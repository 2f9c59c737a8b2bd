package browser_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/browser"
	dt "github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// workerSite is a wallet whose my lives in a worker, as in a mini program's container.
func workerSite(t testing.TB) string {
	return drivertest.Serve(t, map[string]string{
		"/": `new Worker('/worker.js')`,
		"/worker.js": `const my = { SDKVersion: '2.0.0', signContract({ fail, complete }) { setTimeout(() => { fail({ error: '7002', ` +
			`errMessage: 'no' }); complete(); Promise.reject(new Error('lost')) }) } }`,
	})
}

// staged stages nothing but a string.
func staged() stage.Stager {
	return stager(func(context.Context, record.Stage) (stage.Staged, error) {
		return stage.Staged{SignStr: "https://wallet.example/authorise?id=1"}, nil
	})
}

func TestMyInAWorker(t *testing.T) {
	t.Parallel()
	for name, port := range map[string]string{"a browser of its own": "", "a browser that runs": devtools(t)} {
		t.Run(name, func(t *testing.T) {
			d := start(t, browser.Options{URL: workerSite(t), DevTools: port, Target: dt.Choice{Type: "worker"}, Stage: staged(),
				Settle: patient, Quiet: 50 * time.Millisecond})
			records := drivertest.DescribeAndPerform(t, d, "fail/all-callbacks")
			if len(records[1].Of(record.Completed)) != 1 || len(records[1].Of(record.Uncaught)) != 1 {
				t.Errorf("it is seen as\n%s", record.Timeline(records[1]))
			}
		})
	}
}

// open opens another tab in the browser at an address.
func open(t testing.TB, address, target string) {
	t.Helper()
	request, err := http.NewRequest(http.MethodPut, "http://"+address+"/json/new?"+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
}

func TestChoosingAPage(t *testing.T) {
	t.Parallel()
	port := devtools(t)
	plain, first, second := pageWith(t, "var nothing"), page(t, "o.fail({ error: 'first' })"), page(t, "o.fail({ error: 'second' })")
	for _, url := range []string{second, first, plain} {
		open(t, port, url+"/")
	}
	for name, c := range map[string]struct {
		choice dt.Choice
		want   string
		fails  string
	}{
		"by its URL":   {dt.Choice{URL: first + "/"}, "first", ""},
		"by a pattern": {dt.Choice{Pattern: strings.TrimPrefix(second, "http://")}, "second", ""},
		"without my": {dt.Choice{URL: plain + "/"}, "", `my is not there (url ` + plain + `/): typeof my is "undefined" in ` +
			`page ` + plain + `/; it is in page `},
		"that is not there": {dt.Choice{URL: "https://wallet.example/"}, "",
			`there is no target of that kind (url https://wallet.example/); it is in page `},
		"of a type": {dt.Choice{Type: "worker"}, "", "there is no target of that kind (type worker)"},
	} {
		t.Run(name, func(t *testing.T) {
			d := start(t, browser.Options{DevTools: port, Target: c.choice, Ready: time.Second, Settle: patient, Quiet: time.Millisecond})
			if c.fails != "" {
				_, err := d.Describe(t.Context())
				var wrong *config.Error
				// On a busy machine the titles of pages are known only after a while.
				if !errors.As(err, &wrong) || !strings.Contains(strings.ReplaceAll(err.Error(), ` ("A page")`, ""), c.fails) {
					t.Errorf("it gives %v, want %q", err, c.fails)
				}
				return
			}
			failed, _ := drivertest.DescribeAndPerform(t, d, "fail/all-callbacks")[1].First(record.Failed)
			if got, _ := failed.Arg().Field("error"); !got.Equal(record.Text(c.want)) {
				t.Errorf("the page that answered is %v, want %s", got, c.want)
			}
		})
	}
	t.Run("any that has my", func(t *testing.T) {
		d := start(t, browser.Options{DevTools: port})
		if about, err := d.Describe(t.Context()); err != nil || about.Entry.Kind() != record.Function {
			t.Errorf("it is described as %+v, %v", about, err)
		}
	})
}

func TestAPageWithoutMyNamesWhereItIs(t *testing.T) {
	t.Parallel()
	for name, port := range map[string]string{"a browser of its own": "", "a browser that runs": devtools(t)} {
		t.Run(name, func(t *testing.T) {
			site := workerSite(t)
			_, err := start(t, browser.Options{URL: site + "/", DevTools: port, Ready: 300 * time.Millisecond}).Describe(t.Context())
			if err == nil || !strings.Contains(err.Error(), `"undefined" in page `+site) || !strings.Contains(err.Error(), "it is in worker") {
				t.Errorf("it gives %v", err)
			}
		})
	}
}

func TestWhatCannotBeReached(t *testing.T) {
	t.Parallel()
	silent := httptest.NewServer(nil)
	silent.Close()
	other := drivertest.WebWallet(t)
	failing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "<h1>Out of order</h1>", http.StatusInternalServerError)
	}))
	t.Cleanup(failing.Close)
	for name, c := range map[string]struct {
		options browser.Options
		want    string
	}{
		"nothing listens": {browser.Options{DevTools: strings.TrimPrefix(silent.URL, "http://")},
			"no browser's DevTools answer at 127.0.0.1:"},
		"something else does": {browser.Options{DevTools: strings.TrimPrefix(other.URL, "http://")},
			"is not a browser's DevTools (status 404 Not Found)"},
		"no page is there": {browser.Options{DevTools: devtools(t), URL: silent.URL}, "loading " + silent.URL + ": nothing listens there"},
		"it fails": {browser.Options{DevTools: devtools(t), URL: failing.URL, Ready: 100 * time.Millisecond},
			"loading " + failing.URL + ": it was answered 500, and my is not there"},
		"no such host": {browser.Options{DevTools: devtools(t), URL: "http://wallet.invalid/"},
			"loading http://wallet.invalid/: there is no such host"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := start(t, c.options).Describe(t.Context()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it gives %v, want %q", err, c.want)
			}
		})
	}
}
