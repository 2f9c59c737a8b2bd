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

func TestDeepRecursionThrows(t *testing.T) {
	const down = "function down(n) {\n  return down(n + 1) + 1\n}\n"
	_, err := engine.New(engine.Options{}).Run(compile(t, down+"down(0)"))
	var thrown *engine.Thrown
	if !errors.As(err, &thrown) || err.Error() != "RangeError: Maximum call stack size exceeded, at test.js:2:10" || len(thrown.Frames) > 32 {
		t.Errorf("the error is %v, want a RangeError in line 2", err)
	}
	value, err := engine.New(engine.Options{}).Run(compile(t, down+"try { down(0) } catch (e) { e instanceof RangeError && e.name }"))
	if err != nil || value.String() != "RangeError" {
		t.Errorf("a program that catches it got %v, %v", value, err)
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
		"throw 'text'":                     "text", // only an Error knows its place
		"throw undefined":                  "undefined",
		"throw { toString() { throw 1 } }": "a value that cannot be shown",
		"let a = 1\na.b.c":                 "TypeError: Cannot read properties of undefined (reading 'c'), at test.js:2:5",
		"class Own extends Error { name = 'Own' }\n\nthrow new Own('m')": "Own: m, at test.js:3:7",
	} {
		_, err := engine.New(engine.Options{}).Run(compile(t, script))
		var thrown *engine.Thrown
		if !errors.As(err, &thrown) || err.Error() != want {
			t.Errorf("%s\ngave %v, want %s", script, err, want)
		}
	}
}
