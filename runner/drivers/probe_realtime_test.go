package drivers_test

import (
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// A host with setTimeout needs nothing else: the probe's own wait ends as soon as what is waited for is seen, and
// never on the wallet's stack.
func TestRealTime(t *testing.T) {
	for name, c := range map[string]struct{ script, want string }{
		"what is already so": {`clock.wait(50, function () { return true }, saw("first"))`, `first done 0`},
		"what comes": {`later(10, function () { ready = true; clock.poke(); log.push("poked") }); clock.wait(50, function () ` +
			`{ return ready }, saw("first"))`, `poked first done 10`},
		"what comes twice": {`later(10, function () { ready = true; clock.poke(); clock.poke() }); clock.wait(50, function () { ` +
			`return ready }, saw("first"))`, `first done 10`},
		"what never comes": {`later(10, function () { clock.poke() }); clock.wait(50, function () { return ready }, saw("first"))`,
			`first deadline 50`},
		"one wait after another": {`later(10, function () { ready = true; clock.poke() });
			clock.wait(50, function () { return ready }, function (why) { saw("first")(why); clock.wait(20, function () { return false }, saw("second")) })`, `first done 10 second deadline 30`},
		"a poke with nothing waited for": {`clock.poke(); clock.wait(0, function () { return false }, saw("first"))`, `first deadline 0`},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.function("now", func(engine.FunctionCall) any { return w.now })
			w.run("setup", `
				var log = [], ready = false, id = 0, live = {};
				function saw(name) { return function (why) { log.push(name + " " + why + " " + now()) } }
				function later(ms, f) { setTimeout(f, ms) }
				var clock = signspecProbe.realTime({
					setTimeout: function (f, ms) { var mine = ++id; live[mine] = true; setTimeout(function () { if (live[mine]) f() }, ms); return mine },
					clearTimeout: function (mine) { delete live[mine] },
					now: now,
				});`)
			w.run("script", c.script)
			forever := func(value bool) engine.Value {
				return w.native(func(engine.FunctionCall) any { return value })
			}
			w.wait(1000, forever(false), forever(true))
			w.loop()
			if got := w.run("log", `log.join(" ")`).String(); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
