package page_test

import (
	"os"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// TestTheScriptsArePlain holds what goes into a page to ES5 without eval: a WebView may know no more, and the page's own
// policy may forbid it.
func TestTheScriptsArePlain(t *testing.T) {
	for _, file := range []string{"host.js", "../browser/binding.js", "../webdriver/exchange.js"} {
		t.Run(file, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			result := api.Transform(string(text), api.TransformOptions{Target: api.ES5, MinifyWhitespace: true, Sourcefile: file})
			for _, message := range append(result.Errors, result.Warnings...) {
				t.Errorf("%+v: %s", message.Location, message.Text)
			}
			// esbuild prints its own shorthand for properties where it may, so that is the one feature it must not use here.
			untouched := api.Transform(string(text),
				api.TransformOptions{MinifyWhitespace: true, Supported: map[string]bool{"object-extensions": false}})
			if string(result.Code) != string(untouched.Code) {
				t.Error("it changes when it is brought down to ES5")
			}
			for _, banned := range []string{"eval", "Function(", "document", "globalThis", "require"} {
				if strings.Contains(string(result.Code), banned) {
					t.Errorf("it uses %q", banned)
				}
			}
		})
	}
}
