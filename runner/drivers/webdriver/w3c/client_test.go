package w3c_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
)

// patience ends a test that hangs; no test waits for it.
const patience = time.Minute

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

func client(t *testing.T, server string, options w3c.Options) *w3c.Client {
	t.Helper()
	c, err := w3c.New(server, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(context.Background()) })
	return c
}

// session makes a session on a phone, in its WebView.
func session(t *testing.T, server *webdrivertest.Server) *w3c.Session {
	t.Helper()
	s, err := client(t, server.Address(), w3c.Options{}).NewSession(within(t), w3c.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SwitchContext(within(t), webdrivertest.WebView); err != nil {
		t.Fatal(err)
	}
	return s
}

// answering is a server that answers everything in one way.
func answering(t *testing.T, status int, body string) *w3c.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return client(t, server.URL, w3c.Options{})
}

func TestErrorsCarryTheCodeOfTheStandard(t *testing.T) {
	c := answering(t, 404, `{"value":{"error":"no such element","message":"no such element: Unable to locate #x\n  (Session info: `+
		`chrome=1)\n#0 0x55","stacktrace":""}}`)
	_, err := c.Status(within(t))
	var failed *w3c.Error
	if !errors.As(err, &failed) || failed.Code != w3c.NoSuchElement || failed.Status != 404 || !errors.Is(err, w3c.NoSuchElement) ||
		errors.Is(err, w3c.NoSuchFrame) {
		t.Errorf("the error is %#v", err)
	}
	if got := err.Error(); got != "GET status: no such element: Unable to locate #x" {
		t.Errorf("it says %q", got)
	}
}

func TestWhatIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
	}{
		"a proxy's page": {502, "<html>Bad Gateway</html>",
			`(502 Bad Gateway) is not one of a WebDriver server: "<html>Bad Gateway</html>"`},
		"other credentials":    {401, "<html>", "it wants other credentials"},
		"an error of no form":  {500, `{"value":{"status":13}}`, `{\"value\":{\"status\":13}}`},
		"an answer of no form": {200, `{"ready":true}`, "it has no value"},
		"a value of no form":   {200, `{"value":7}`, "cannot unmarshal number"},
		"what may be a secret": {500, `{"token":"0123456789abcdef0123456789abcdef"}`, "<masked string of 32>"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := answering(t, c.status, c.body).Status(within(t))
			var wrong *w3c.AnswerError
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %s", err, c.want)
			}
		})
	}
}

func TestAServerThatIsNotThere(t *testing.T) {
	server := httptest.NewServer(nil)
	address := strings.Replace(server.URL, "http://", "http://me:secret@", 1)
	server.Close()
	_, err := client(t, address, w3c.Options{}).Status(within(t))
	var lost *w3c.TransportError
	if !errors.As(err, &lost) || !strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "secret") {
		t.Errorf("the error is %v", err)
	}
}

func TestURLsOfServers(t *testing.T) {
	for address, want := range map[string]string{
		"":                          `"" is no URL of a WebDriver server`,
		"127.0.0.1:4723":            "the WebDriver server's URL does not parse",
		"ftp://me:secret@127.0.0.1": "ftp://me:xxxxx@127.0.0.1",
		"http://me:secret%@host":    "does not parse",
	} {
		if _, err := w3c.New(address, w3c.Options{}); err == nil || !strings.Contains(err.Error(), want) ||
			strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
}

func TestCredentialsHeadersAndTLS(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{Path: "/wd/hub", User: "me", Password: "a:b@c", TLS: true})
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	withUser := strings.Replace(server.Address(), "https://", "https://me:a%3Ab%40c@", 1)
	for name, c := range map[string]struct {
		address string
		options w3c.Options
		works   bool
	}{
		"in the URL": {withUser + "/", w3c.Options{TLS: &tls.Config{RootCAs: trusted}}, true},
		"in a header": {server.Address(),
			w3c.Options{TLS: &tls.Config{RootCAs: trusted}, Header: http.Header{"Authorization": {"Basic bWU6YTpiQGM="}}}, true},
		"none":              {server.Address(), w3c.Options{TLS: &tls.Config{RootCAs: trusted}}, false},
		"not to be trusted": {withUser, w3c.Options{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			is, err := client(t, c.address, c.options).Status(within(t))
			if is.Ready != c.works || (err == nil) != c.works {
				t.Errorf("%+v, %v", is, err)
			}
			if err != nil && (strings.Contains(err.Error(), "a:b@c") || strings.Contains(err.Error(), "a%3Ab")) {
				t.Errorf("the error holds the password: %v", err)
			}
		})
	}
}

// A redirect would make a GET of a POST, and might hand the key of a device cloud to somebody else.
func TestRedirectsAreNotFollowed(t *testing.T) {
	other := webdrivertest.New(t, webdrivertest.Options{})
	server := httptest.NewServer(http.RedirectHandler(other.Address()+"/status", http.StatusFound))
	t.Cleanup(server.Close)
	_, err := client(t, server.URL, w3c.Options{}).Status(within(t))
	if err == nil || !strings.Contains(err.Error(), "give that address instead") || other.Commands() > 0 {
		t.Errorf("the error is %v, after %d commands", err, other.Commands())
	}
}

func TestScripts(t *testing.T) {
	s := session(t, webdrivertest.New(t, webdrivertest.Options{}))
	ctx := within(t)
	var sum int
	if err := s.Execute(ctx, `return arguments[0] + arguments[1]`, &sum, 1, 2); err != nil || sum != 3 {
		t.Errorf("it returns %d, %v", sum, err)
	}
	if err := s.Execute(ctx, `throw new Error("no")`, nil); !errors.Is(err, w3c.JavaScriptError) {
		t.Errorf("throwing gives %v", err)
	}
	var answer string
	if err := s.ExecuteAsync(ctx, `var done = arguments[arguments.length - 1]; setTimeout(function () { done("later") }, 1)`,
		&answer); err != nil || answer != "later" {
		t.Errorf("it calls back with %q, %v", answer, err)
	}
	short := 20 * time.Millisecond
	if err := s.SetTimeouts(ctx, w3c.Timeouts{Script: &short}); err != nil {
		t.Fatal(err)
	}
	if err := s.ExecuteAsync(ctx, `var never`, nil); !errors.Is(err, w3c.ScriptTimeout) {
		t.Errorf("a callback that never comes gives %v", err)
	}
	if err := s.Execute(ctx, `return 1`, nil); err != nil {
		t.Errorf("afterwards the session is of no use: %v", err)
	}
}

// A command that nobody waits for any more is over before the next is sent.
func TestCommandsGoOneAfterAnother(t *testing.T) {
	arrived, opened := make(chan struct{}), make(chan struct{})
	var inside, most atomic.Int64
	server := webdrivertest.New(t, webdrivertest.Options{
		Before: func(c webdrivertest.Command) webdrivertest.Failure {
			most.Store(max(most.Load(), inside.Add(1)))
			if c.Name == "POST execute/sync" {
				close(arrived)
				<-opened
			}
			return webdrivertest.None
		},
		After: func(webdrivertest.Command) webdrivertest.Failure {
			inside.Add(-1)
			return webdrivertest.None
		},
	})
	s := session(t, server)
	ctx, cancel := context.WithCancel(within(t))
	go func() {
		<-arrived
		cancel()
	}()
	if err := s.Execute(ctx, `self.done = 1`, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	next := make(chan error)
	go func() { next <- s.SwitchFrame(within(t), nil) }()
	time.Sleep(20 * time.Millisecond) // enough for the next to arrive, were it sent
	close(opened)
	if err := <-next; err != nil || most.Load() != 1 {
		t.Errorf("the next gives %v; %d commands were under way at once", err, most.Load())
	}
	if err := s.Execute(ctx, `return 1`, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a command of a context that has ended gives %v", err)
	}
}

func TestContextsAndElements(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	s := session(t, server)
	ctx := within(t)
	names, err := s.Contexts(ctx)
	if err != nil || len(names) != 2 || names[0] != webdrivertest.Native {
		t.Errorf("the contexts are %q, %v", names, err)
	}
	if err := s.SwitchContext(ctx, "WEBVIEW_other"); !errors.Is(err, w3c.NoSuchContext) {
		t.Errorf("an unknown context gives %v", err)
	}
	if err := s.Execute(ctx, `my.signContract({signStr: "x", complete: function () { self.done = true }})`, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.SwitchContext(ctx, webdrivertest.Native); err != nil {
		t.Fatal(err)
	}
	if err := s.Execute(ctx, `return 1`, nil); !errors.Is(err, w3c.UnknownMethod) {
		t.Errorf("a script in the native context gives %v", err)
	}
	found, err := s.Elements(ctx, w3c.Locator{Using: w3c.ByAccessibilityID, Value: "Confirm"})
	if err != nil || len(found) != 1 {
		t.Fatalf("%d buttons, %v", len(found), err)
	}
	if is, err := found[0].Displayed(ctx); !is || err != nil {
		t.Errorf("the button is displayed: %t, %v", is, err)
	}
	if err := found[0].Click(ctx); err != nil {
		t.Error(err)
	}
	if err := found[0].Click(ctx); !errors.Is(err, w3c.StaleElementReference) {
		t.Errorf("pressing it again gives %v", err)
	}
}

func TestContextsWithAllTheirProperties(t *testing.T) {
	s := halfSession(t, `{"value":[{"id":"NATIVE_APP"},{"id":"WEBVIEW_1","title":"Pay","url":"https://pay.example"}]}`)
	names, err := s.Contexts(within(t))
	if err != nil || strings.Join(names, " ") != "NATIVE_APP WEBVIEW_1" {
		t.Errorf("they are %q, %v", names, err)
	}
	if _, err := halfSession(t, `{"value":[{"title":"Pay"}]}`).Contexts(within(t)); err == nil {
		t.Error("a context without a name is no error")
	}
}

// halfSession is a session on a server that answers everything after it in one way.
func halfSession(t *testing.T, body string) *w3c.Session {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/session" {
			json.NewEncoder(w).Encode(map[string]any{"value": map[string]any{"sessionId": "1", "capabilities": map[string]any{}}})
			return
		}
		w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	s, err := client(t, server.URL, w3c.Options{}).NewSession(within(t), w3c.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
