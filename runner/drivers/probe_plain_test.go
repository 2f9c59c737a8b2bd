package drivers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/drivers"
)

// A container may know no later syntax than ES5 and have no eval.
func TestProbeIsPlain(t *testing.T) {
	result := api.Transform(drivers.Probe, api.TransformOptions{Target: api.ES5, MinifyWhitespace: true, Sourcefile: "probe.js"})
	for _, message := range append(result.Errors, result.Warnings...) {
		t.Errorf("%+v: %s", message.Location, message.Text)
	}
	// esbuild prints its own shorthand for properties where it may, so that is the one feature it must not use here.
	untouched := api.Transform(drivers.Probe,
		api.TransformOptions{MinifyWhitespace: true, Supported: map[string]bool{"object-extensions": false}})
	if string(result.Code) != string(untouched.Code) {
		t.Error("probe.js changes when it is brought down to ES5")
	}
	for _, banned := range []string{"eval", "Function(", "window", "document.", "globalThis", "require"} {
		if strings.Contains(string(result.Code), banned) {
			t.Errorf("probe.js uses %q", banned)
		}
	}
}

// A part that the outline forgets would be missed only where it is needed.
func TestProbeHoldsAllItsParts(t *testing.T) {
	parts, err := filepath.Glob("probe/*.js")
	if err != nil || len(parts) < 2 {
		t.Fatalf("%v, %v", parts, err)
	}
	for _, part := range parts {
		text, err := os.ReadFile(part)
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(part); name != "probe.js" && strings.Count(drivers.Probe, string(text)) != 1 {
			t.Errorf("%s is not once in the probe", name)
		}
	}
	if strings.Contains(drivers.Probe, "// include") {
		t.Error("a line of the outline includes nothing")
	}
}

func TestProbeExportsItself(t *testing.T) {
	w := newWorld(t)
	w.run("module", `var module = {exports: {}}`)
	w.run("probe.js", drivers.Probe)
	if names := w.run("names", `Object.keys(module.exports).join()`).String(); names != "describe,run,stringify,realTime,register" {
		t.Errorf("exports %s", names)
	}
}
