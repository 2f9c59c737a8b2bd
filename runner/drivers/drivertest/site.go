package drivertest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/wallets/web"
)

// WebWallet serves the web wallet; its faults are switched on by FaultyURL.
func WebWallet(t testing.TB) *httptest.Server {
	t.Helper()
	app, err := web.New(web.Options{})
	if err != nil {
		t.Fatalf("making the web wallet: %v", err)
	}
	server := httptest.NewServer(app)
	t.Cleanup(server.Close)
	return server
}

// FaultyURL is where a web wallet with a fault is.
func FaultyURL(server *httptest.Server, f web.Fault) string {
	return server.URL + "/?fault=" + url.QueryEscape(f.Name)
}

// Faults are the faults of the web wallet of which each needs another kind of observation: what stands in the container,
// the arguments and the options of a call, the order of events, silence, what is thrown, what is left uncaught, what the
// page was opened with, and several calls at once. The browser driver is shown every fault, in virtual time.
func Faults(t testing.TB) []web.Fault {
	t.Helper()
	chosen := map[string]bool{
		"api-available": true, "sign-str-verbatim": true, "no-throw": true, "options-unchanged": true, "settles.network": true,
		"outcome-once.two-paths": true, "complete-last": true, "asynchronous": true, "callback-errors-contained": true,
		"promise-agrees.unhandled": true, "auth-code-fresh": true, "error-network": true, "calls-isolated": true,
	}
	var faults []web.Fault
	for _, f := range web.Faults() {
		if chosen[f.Name] {
			faults = append(faults, f)
		}
	}
	if len(faults) != len(chosen) {
		t.Fatalf("of %d chosen faults the web wallet has %d", len(chosen), len(faults))
	}
	return faults
}

// Serve serves a page with a script at each path, and returns the URL of the first. A path that ends in .js is the script
// itself.
func Serve(t testing.TB, scripts map[string]string) string {
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
