// Package browser is the driver for a wallet that lives in a browser: a page by its URL, an adapter module in a blank
// page, or a page or worker of a browser that runs already, an Android WebView among them. It puts probe.js into the
// page and has it perform each scenario there; Go only stages, presses buttons and watches over the page.
//
// What is seen is what a caller in the page sees, so little remains hidden: see page.Found.
//
// # Time
//
// Time is virtual for an adapter module, and for a page that the driver loads where Options.Time asks for it: the
// browser's clock then jumps from timer to timer. It stands still between scenarios, and while the page fetches something,
// so a server is no obstacle; but it does not wait for what comes over a WebSocket, nor for a person, so everywhere else time is real.
// Unlike the embedded engine, a browser never says that nothing is left to run: silence ends in "deadline", not "idle".
// In real time a call that is made to hear nothing is not waited for until Options.Settle is over; package patience cuts
// that short.
//
// Close gives the page of a browser that runs its real clock back, and loads it anew for that. Where all pages share one
// process, as in a WebView, it only comes back when the app starts anew.
//
// In a browser that runs already, keep the page in front: browsers slow the timers of hidden pages down to one a second
// and less. A browser of the driver's own is told not to.
//
// # What it weighs
//
// The DevTools client is chromedp. It starts the browser, over a pipe, so that it ends with this process however that
// ends; a page of another browser is reached over its own socket (package devtools), which chromedp cannot do alone.
// Measured with chromedp v0.23.0 and Go 1.26 on two cores: the command grows by 2.3 MB (37.8 to 40.1 MB), a build
// from nothing by 6 to 9 s, and its start-up by nothing that can be measured (10 ms and 166 ms for "--version" and a
// whole run, both with and without). So it lives in the module of the command, not in one of its own.
package browser
