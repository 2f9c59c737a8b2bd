package browser_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/browser"
	dt "github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

func TestOptionsThatMakeNoSense(t *testing.T) {
	source := &engine.Source{Path: "a.js"}
	actions := map[record.Outcome][]ui.Action{record.Cancel: {{Click: "#cancel"}, {}}}
	press := map[record.Outcome][]ui.Action{record.Cancel: {{Click: "#cancel"}}}
	for name, c := range map[string]struct {
		options browser.Options
		want    string
	}{
		"nothing":                       {browser.Options{}, "there is no page to go to"},
		"a module and a URL":            {browser.Options{Module: source, URL: "http://a"}, "an adapter module runs in a blank page"},
		"a module in a running browser": {browser.Options{Module: source, DevTools: "9222"}, "an adapter module runs in a blank page"},
		"another time":                  {browser.Options{URL: "http://a", Time: "fast"}, `time is "fast"; it may be real or virtual`},
		"virtual time where a page was": {browser.Options{DevTools: "9222", Time: browser.Virtual}, "give the URL to load"},
		"virtual time and a person": {browser.Options{URL: "http://a", Time: browser.Virtual, Actions: press},
			"somebody has to press buttons"},
		"virtual time and a hook": {browser.Options{URL: "http://a", Time: browser.Virtual, Stage: staged()},
			"arranged outside of the page"},
		"virtual time and an operator": {browser.Options{URL: "http://a", Time: browser.Virtual, Operator: true},
			"somebody has to press buttons"},
		"a wait before it began": {browser.Options{URL: "http://a", Settle: -1}, "not negative"},
		"a pattern that is none": {browser.Options{URL: "http://a", Target: dt.Choice{Pattern: "("}},
			`pattern "(" is no regular expression`},
		"an action that does nothing": {browser.Options{URL: "http://a", Actions: actions}, "action 2 for outcome cancel: it does nothing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := browser.New(c.options)
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it gives %v, want %q", err, c.want)
			}
		})
	}
	for name, options := range map[string]browser.Options{
		"a browser that is none":  {URL: "http://a", Chromium: "/no/such/browser"},
		"an address that is none": {DevTools: "ws://127.0.0.1:1/devtools/browser/x"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := browser.New(options)
			if err != nil {
				t.Fatal(err)
			}
			_, err = d.Describe(t.Context())
			var wrong *config.Error
			if !errors.As(err, &wrong) {
				t.Errorf("it gives %v", err)
			}
			if _, err := d.Bundle(); err == nil {
				t.Error("a page has a bundle")
			}
			d.Close(t.Context())
			if _, err := d.Describe(t.Context()); err == nil || !strings.Contains(err.Error(), "the driver is closed") {
				t.Errorf("a closed driver gives %v", err)
			}
		})
	}
}
