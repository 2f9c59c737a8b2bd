package webdriver

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

const (
	// DefaultSettle is the patience of a payment page, in real time; as for an adapter process.
	DefaultSettle = 30 * time.Second
	// DefaultQuiet lets a second callback by another delivery path come.
	DefaultQuiet = 200 * time.Millisecond
	// DefaultBusy is how long a page may keep a script waiting. Nothing that a payment page computes takes seconds.
	DefaultBusy = 20 * time.Second
)

const (
	// loadTimeout is how long a page may take to load.
	loadTimeout = time.Minute
	// readyTimeout is how long it may take until my is somewhere: an app starts, and its WebView after it.
	readyTimeout = 30 * time.Second
	// pageTimeout is how long a page that has loaded may take until its my is there.
	pageTimeout = 5 * time.Second
	// reloadTimeout is how long a page may take that loads itself again, before it is loaded from its URL.
	reloadTimeout = time.Second
	// onlineTimeout is how long a device may take to find its network again.
	onlineTimeout = 30 * time.Second
	// closeTimeout is how long Close may wait for a session that was asked for and is not there yet.
	closeTimeout = 20 * time.Second
)

// Options say where the wallet is, how to stage, and how long to wait.
type Options struct {
	// Entry is the entry point of the profile.
	Entry schemas.Entry

	// Server is the URL of the WebDriver server; it may hold a path and "user:password@".
	Server string
	// Header is sent with every request, and TLS says how to check a server behind https.
	Header http.Header
	TLS    *tls.Config
	// Capabilities say what kind of session is wanted; they are passed on as they are.
	Capabilities w3c.Capabilities

	// URL is the page to load; empty takes what the session starts with, such as the WebView of an app.
	URL string
	// Target is where my is; by default the first page that has one.
	Target Place
	// Name and Version say what the wallet is, where the page does not.
	Name, Version string

	// Settle and Quiet are how long to wait for a call to settle, and then for whatever else it does; Busy is how long
	// the page may keep a script waiting before it counts as crashed. Zero is the default of each, and of Settle
	// stage.OperatorSettle where a person authorises.
	Settle, Quiet, Busy time.Duration

	// Stage arranges outcomes; nil asks the page's signspecAdapter.stage.
	Stage stage.Stager
	// Tell gets what a person must do now, where Stage says so and the call passes what was staged; nil tells nobody.
	Tell func(instruction string)
	// Operator says that a person authorises, who takes longer than Actions do.
	Operator bool
	// Actions are what a person does on the authorisation page, by outcome; an outcome that is missing cannot be staged
	// then. Nil means that nobody has to do anything.
	Actions map[record.Outcome][]ui.Action
	// ActionsOn is where the actions are performed: Place{Context: "NATIVE_APP"} where the app has the buttons. By
	// default that is the window of the call with all its frames, and every other window of the same context.
	ActionsOn Place
	// Network says how to switch the network; the zero value chooses by the session's capabilities.
	Network Network
}

// check returns what makes no sense.
func (o Options) check() error {
	wrong := func(format string, args ...any) error {
		return &config.Error{Message: fmt.Sprintf(format, args...)}
	}
	if o.Settle < 0 || o.Quiet < 0 || o.Busy < 0 {
		return wrong("settle, quiet and busy take a duration that is not negative")
	}
	for name, p := range map[string]Place{"the place of my": o.Target, "the place of the actions": o.ActionsOn} {
		if problem := p.Check(); problem != "" {
			return wrong("%s: %s", name, problem)
		}
	}
	if o.Target.Native() {
		return wrong("my cannot be in %s, where there are no scripts; name a context such as WEBVIEW_com.acme.wallet", nativeContext)
	}
	if problem := o.Network.Check(); problem != "" {
		return wrong("network: %s", problem)
	}
	return o.means().Check()
}

// means are what outcomes are arranged with.
func (o Options) means() page.Means {
	return page.Means{Stage: o.Stage, Tell: o.Tell, Actions: o.Actions}
}

// withDefaults fills in what is zero.
func (o Options) withDefaults() Options {
	settle := DefaultSettle
	if o.Operator {
		settle = stage.OperatorSettle
	}
	for _, d := range []struct {
		of    *time.Duration
		usual time.Duration
	}{{&o.Settle, settle}, {&o.Quiet, DefaultQuiet}, {&o.Busy, DefaultBusy}} {
		if *d.of == 0 {
			*d.of = d.usual
		}
	}
	return o
}
