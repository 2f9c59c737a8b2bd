// Package webdriver is the driver for a wallet that a WebDriver server reaches: chromedriver, Appium with an app's
// WebView, a Selenium Grid, a device cloud. It puts probe.js into the page that has my and has it perform each scenario
// there, without waiting for it; meanwhile it fetches what the page has to say and presses what a person would press,
// in the app's native context where the buttons are there.
//
// What is seen is what a caller in the page sees, so little remains hidden: see page.Found. Two things differ from
// the browser driver. Time is always real: WebDriver has no clock of its own, so what comes later than Options.Quiet is
// not seen, and silence ends in "deadline", never in "idle". And the probe enters the page after the page's own
// scripts ran; a page that replaced setTimeout before is observed through its own setTimeout. A page that takes
// JSON.stringify away breaks chromedriver itself, which is a failure of the harness here and a record in the browser
// driver.
//
// Scripts are only run with execute/sync, and short ones: execute/async waits inside the server, where Appium lost
// answers on iOS in many a version, and nothing else could be done on the page meanwhile.
//
// # Time that costs
//
// A call that is made to hear nothing would be waited for until Options.Settle is over; package patience cuts that short.
// Otherwise a run takes Options.Quiet for each call, the wallet's own time, and some 20 ms beside. A press costs
// chromedriver a tenth of a second.
//
// # Sessions
//
// Each session is a browser or a device that somebody pays for, so none is left behind: not by an error half-way, not
// by a context that ends while the server still makes one, not by a panic of code that the driver calls. Close must be
// called, deferred. What nobody can close from here, because this process was killed, ends by the server's own timeout:
// 60 s in Appium (the capability appium:newCommandTimeout), 300 s in a Selenium Grid; chromedriver has none.
package webdriver
