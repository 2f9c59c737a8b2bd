package browser

import (
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// How long to wait in real time, where the user says nothing: as for an adapter process.
const (
	// DefaultSettle is the patience of a payment page.
	DefaultSettle = 30 * time.Second
	// DefaultQuiet lets a second callback by another delivery path come.
	DefaultQuiet = 200 * time.Millisecond
)

const (
	// startTimeout is how long Chromium may take to start; it takes half a second, and ten on a machine that swaps.
	startTimeout = 30 * time.Second
	// loadTimeout is how long a page may take to load.
	loadTimeout = 30 * time.Second
	// DefaultReady is how long a page that has loaded may take until its my is there.
	DefaultReady = 5 * time.Second
	// attachTimeout is how long a page may take to answer the first question: a device may be asleep.
	attachTimeout = 10 * time.Second
	// virtualLimit is how long a scenario may take in real time where time is virtual: a hundred times what one takes
	// that polls its server every 5 ms for ten minutes of virtual time.
	virtualLimit = 20 * time.Second
)

// Time says which clock a page has.
type Time string

// What Options.Time may be.
const (
	// Automatic is virtual for an adapter module and real for everything else.
	Automatic Time = ""
	Real      Time = "real"
	Virtual   Time = "virtual"
)

// Options say where the wallet is, how to stage, and how long to wait.
type Options struct {
	// Entry is the entry point of the profile.
	Entry schemas.Entry

	// Module is an adapter module to run in a blank page; nil where the wallet is a page.
	Module *engine.Source
	// URL is the page to load; empty takes the page that DevTools has.
	URL string
	// DevTools is where a browser listens that runs already: "9222", "host:port" or the socket of a page. Empty starts
	// a browser.
	DevTools string
	// Target chooses the page or the worker that has my; by default the first page that has one.
	Target devtools.Choice
	// Chromium is the program to start; empty looks for one.
	Chromium string

	// Name and Version say what the wallet is, where the page does not.
	Name, Version string

	// Time is which clock the page has.
	Time Time
	// Settle and Quiet are how long to wait for a call to settle, and then for whatever else it does, in the page's
	// time; zero is 30 s and 200 ms of real time, or a day and 5 min of virtual time. Where a person authorises Settle
	// is stage.OperatorSettle.
	Settle, Quiet time.Duration
	// Ready is how long a page that has loaded may take until its my is there; zero is DefaultReady.
	Ready time.Duration
	// Limit is how long a scenario may take in real time, after which the page counts as stuck; zero is what its
	// waits allow, and 20 s where time is virtual.
	Limit time.Duration

	// Stage arranges outcomes; nil asks the page's signspecAdapter.stage, or the module's.
	Stage stage.Stager
	// Tell gets what a person must do now, where Stage says so and the call passes what was staged; nil tells nobody.
	Tell func(instruction string)
	// Operator says that a person authorises, who takes longer than Actions do.
	Operator bool
	// Actions are what a person does on the authorisation page, by outcome; an outcome that is missing cannot be staged
	// then. Nil means that nobody has to do anything.
	Actions map[record.Outcome][]ui.Action
	// ActionsOn chooses the page that the actions are performed on, where it is not the page of the call or a frame in
	// it: another WebView, a frame of another process. It is looked for when the first action needs it.
	ActionsOn devtools.Choice
}

// check returns what makes no sense.
func (o Options) check() error {
	wrong := func(format string, args ...any) error {
		return &config.Error{Message: fmt.Sprintf(format, args...)}
	}
	switch {
	case o.Module != nil && (o.URL != "" || o.DevTools != ""):
		return wrong(
			"an adapter module runs in a blank page of a browser that is started for it; " +
				"a URL or the address of a running browser does not go with it",
		)
	case o.Module == nil && o.URL == "" && o.DevTools == "":
		return wrong("there is no page to go to: give a URL, the address of a running browser, or an adapter module")
	case o.Time != Automatic && o.Time != Real && o.Time != Virtual:
		return wrong("time is %q; it may be real or virtual", o.Time)
	case o.Time == Virtual && o.DevTools != "" && o.URL == "":
		return wrong(
			"time cannot be virtual in a page that was there before: its clock would run wild until it loads anew; " +
				"give the URL to load, or leave time real",
		)
	case o.Time == Virtual && (o.Actions != nil || o.Operator):
		return wrong("time cannot be virtual where somebody has to press buttons: the clock would run ahead; leave time real")
	case o.Time == Virtual && o.Stage != nil:
		return wrong(
			"time cannot be virtual where outcomes are arranged outside of the page: the clock would run ahead; " +
				"leave time real, or stage on the page by signspecAdapter.stage",
		)
	case o.Settle < 0 || o.Quiet < 0 || o.Limit < 0 || o.Ready < 0:
		return wrong("settle, quiet, limit and ready take a duration that is not negative")
	}
	for _, choice := range []devtools.Choice{o.Target, o.ActionsOn} {
		if problem := choice.Check(); problem != "" {
			return wrong("%s", problem)
		}
	}
	return o.means().Check()
}

// means are what outcomes are arranged with.
func (o Options) means() page.Means {
	return page.Means{Stage: o.Stage, Tell: o.Tell, Actions: o.Actions}
}

// withDefaults fills in what is zero.
func (o Options) withDefaults() Options {
	settle, quiet := DefaultSettle, DefaultQuiet
	if o.Time == Automatic && o.Module != nil && o.Actions == nil && o.Stage == nil && !o.Operator {
		o.Time = Virtual
	}
	switch {
	case o.Time == Virtual:
		settle, quiet = stage.VirtualSettle, stage.VirtualQuiet
	case o.Operator:
		settle = stage.OperatorSettle
	}
	if o.Time == Automatic {
		o.Time = Real
	}
	if o.Settle == 0 {
		o.Settle = settle
	}
	if o.Quiet == 0 {
		o.Quiet = quiet
	}
	if o.Ready == 0 {
		o.Ready = DefaultReady
	}
	return o
}
