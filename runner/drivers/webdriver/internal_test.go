package webdriver

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

func TestNamesOfElements(t *testing.T) {
	for name, want := range map[string]struct{ page, app w3c.Locator }{
		"#confirm": {w3c.Locator{Using: w3c.ByCSS, Value: "#confirm"},
			w3c.Locator{Using: w3c.ByAccessibilityID, Value: "#confirm"}},
		"Confirm": {w3c.Locator{Using: w3c.ByCSS, Value: "Confirm"},
			w3c.Locator{Using: w3c.ByAccessibilityID, Value: "Confirm"}},
		"//b[1]":            {w3c.Locator{Using: w3c.ByXPath, Value: "//b[1]"}, w3c.Locator{Using: w3c.ByXPath, Value: "//b[1]"}},
		"(//b)[1]":          {w3c.Locator{Using: w3c.ByXPath, Value: "(//b)[1]"}, w3c.Locator{Using: w3c.ByXPath, Value: "(//b)[1]"}},
		"id=com.acme:id/ok": {w3c.Locator{Using: "id", Value: "com.acme:id/ok"}, w3c.Locator{Using: "id", Value: "com.acme:id/ok"}},
		"ios class chain=**/X[`a`]": {w3c.Locator{Using: "-ios class chain", Value: "**/X[`a`]"},
			w3c.Locator{Using: "-ios class chain", Value: "**/X[`a`]"}},
		"[name=ok]": {w3c.Locator{Using: w3c.ByCSS, Value: "[name=ok]"},
			w3c.Locator{Using: w3c.ByAccessibilityID, Value: "[name=ok]"}},
		"text=OK": {w3c.Locator{Using: w3c.ByCSS, Value: "text=OK"},
			w3c.Locator{Using: w3c.ByXPath, Value: `//*[@text="OK" or @label="OK"]`}},
	} {
		if page, app := locator(name, false), locator(name, true); page != want.page || app != want.app {
			t.Errorf("%s is %+v in a page and %+v in an app", name, page, app)
		}
	}
	if got := quoteXPath(`say "yes" or 'no'`); got != `concat("say ", '"', "yes", '"', " or 'no'")` {
		t.Errorf("a text with quotes is %s", got)
	}
}

func TestContextsThatAreMeant(t *testing.T) {
	names := []string{"NATIVE_APP", "WEBVIEW_com.acme.wallet", "WEBVIEW_com.acme.wallet.help", "CHROMIUM"}
	for context, want := range map[string][]string{
		"":                        names[1:],
		"NATIVE_APP":              {"NATIVE_APP"},
		"WEBVIEW_com.acme.wallet": {"WEBVIEW_com.acme.wallet"},
		"acme":                    names[1:3],
		"APP":                     nil,
		"^WEBVIEW.*help$":         {"WEBVIEW_com.acme.wallet.help"},
	} {
		if got := (Place{Context: context}).contexts(names); !slices.Equal(got, want) {
			t.Errorf("%q means %q, want %q", context, got, want)
		}
	}
}
