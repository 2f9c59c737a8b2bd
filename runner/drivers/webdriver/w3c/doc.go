// Package w3c is a small client for WebDriver servers: chromedriver, Appium, a Selenium Grid, a device cloud. It speaks
// the W3C protocol over plain HTTP, with the few commands that this module needs, and Appium's commands for the
// contexts of an app.
//
// A session costs a browser or a device, so none may be left behind: a Client knows every session that it asked for,
// also one that was created after nobody waited for it any more, and Close ends them all.
package w3c
