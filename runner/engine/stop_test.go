package engine_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

func TestInterruptNamesThePlace(t *testing.T) {
	for name, tc := range map[string]struct{ script, at string }{
		"a loop":                                 {"let n = 0\nfunction hang() {\n  for (;;) n++\n}\nhang()", "test.js:3:"},
		"one that catches":                       {"let n = 0\nfor (;;) {\n  try { n++; throw n } catch (e) { continue } finally { continue }\n}", "test.js:"},
		"one in a timer":                         {"let n = 0\nsetTimeout(() => {\n  for (;;) n++\n})", "test.js:3:"},
		"one in a comparator":                    {"let n = 0;\n[2, 1].sort(() => {\n  for (;;) n++\n})", "test.js:3:"},
		"one in the toString of what was thrown": {"let n = 0\nthrow { toString() {\n  for (;;) n++\n} }", "test.js:3:"},
		"one in the toString of a rejection":     {"let n = 0\nPromise.reject({ toString() {\n  for (;;) n++\n} })", "test.js:3:"},
		"one in the stack of an error":           {"let n = 0\nPromise.reject(Object.defineProperty(new Error('x'), 'stack', { get() {\n  for (;;) n++\n} }))", "test.js:3:"},
		"a storm of promises":                    {"const again = () =>\n  Promise.resolve().then(again)\nagain()", ""},
		"a storm of immediate":                   {"(function again() {\n  setImmediate(again)\n})()", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			vm := engine.New(engine.Options{})
			time.AfterFunc(50*time.Millisecond, func() { vm.Interrupt("enough") })
			_, err := vm.Run(compile(t, tc.script))
			if err == nil {
				_, err = vm.RunUntil(engine.Forever, func() bool { return false })
			}
			var stopped *engine.Stopped
			if !errors.As(err, &stopped) || stopped.Reason != "enough" || !strings.HasPrefix(stopped.At(), tc.at) {
				t.Fatalf("the error is %v, want that it was stopped at %s", err, tc.at)
			}
			if _, again := vm.Run(compile(t, "1")); !errors.Is(again, err) {
				t.Errorf("running more on a stopped VM gave %v", again)
			}
		})
	}
}

func TestDeepRecursionStops(t *testing.T) {
	vm := engine.New(engine.Options{})
	_, err := vm.Run(compile(t, "function down(n) {\n  return down(n + 1) + 1\n}\ntry { down(0) } catch (e) {}"))
	var stopped *engine.Stopped
	if !errors.As(err, &stopped) || !strings.HasPrefix(stopped.At(), "test.js:2:") || len(stopped.Frames) > 32 {
		t.Errorf("the error is %v, want that it was stopped in line 2", err)
	}
}

func TestClearInterrupt(t *testing.T) {
	vm := engine.New(engine.Options{})
	vm.Interrupt("too late")
	vm.ClearInterrupt()
	if _, err := vm.Run(compile(t, "1")); err != nil {
		t.Errorf("the next program failed: %v", err)
	}
}

func TestThrown(t *testing.T) {
	for script, want := range map[string]string{
		"function f() { throw new TypeError('no') }\nf()": "TypeError: no, at test.js:1:22",
		"throw 'text'":                     "text, at test.js:1:1",
		"throw undefined":                  "undefined, at test.js:1:1",
		"throw { toString() { throw 1 } }": "a value that cannot be shown, at test.js:1:1",
		"let a = 1\na.b.c":                 "TypeError: Cannot read property 'c' of undefined, at test.js:2:5",
		"class Own extends Error { name = 'Own' }\n\nthrow new Own('m')": "Own: m, at test.js:3:7",
	} {
		_, err := engine.New(engine.Options{}).Run(compile(t, script))
		var thrown *engine.Thrown
		if !errors.As(err, &thrown) || err.Error() != want {
			t.Errorf("%s\ngave %v, want %s", script, err, want)
		}
	}
}
