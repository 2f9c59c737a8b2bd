package drivers_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// world is the smallest host that the probe needs: timers in virtual time, uncaught errors and console lines.
type world struct {
	t        *testing.T
	vm       *goja.Runtime
	probe    *goja.Object
	now      float64
	timers   []timer
	pending  *pending
	uncaught func(err goja.Value, kind string)
	rejected []*goja.Promise
	console  []string
}

type timer struct {
	at       float64
	sequence int
	run      goja.Callable
}

// answer is what run hands to done.
type answer struct {
	Records  []record.Record `json:"records"`
	Untested string          `json:"untested"`
	Error    *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Data    struct {
			Stack string `json:"stack"`
		} `json:"data"`
	} `json:"error"`
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, vm: goja.New(), uncaught: func(goja.Value, string) {}}
	w.run("probe.js", drivers.Probe)
	w.probe = w.vm.Get("signspecProbe").ToObject(w.vm)
	sequence := 0
	w.set("setTimeout", func(call goja.FunctionCall) goja.Value {
		run, ok := goja.AssertFunction(call.Argument(0))
		if !ok {
			t.Fatalf("setTimeout of %v", call.Argument(0))
		}
		sequence++
		w.timers = append(w.timers, timer{w.now + call.Argument(1).ToFloat(), sequence, run})
		return goja.Undefined()
	})
	w.set("print", func(line string) { w.console = append(w.console, line) })
	w.vm.SetPromiseRejectionTracker(func(p *goja.Promise, operation goja.PromiseRejectionOperation) {
		if operation == goja.PromiseRejectionReject {
			w.rejected = append(w.rejected, p)
			return
		}
		w.rejected = slices.DeleteFunc(w.rejected, func(other *goja.Promise) bool { return other == p })
	})
	return w
}

func (w *world) set(name string, value any) {
	if err := w.vm.Set(name, value); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) run(name, source string) goja.Value {
	w.t.Helper()
	value, err := w.vm.RunScript(name, source)
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	return value
}

// pending is a wait of the probe that has not ended.
type pending struct {
	deadline     float64
	isDone, then goja.Callable
}

// wait is env.wait. It only notes what is waited for: promise jobs run when no JavaScript is on the stack.
func (w *world) wait(ms float64, isDone, then goja.Callable) {
	w.pending = &pending{w.now + ms, isDone, then}
}

// loop runs the timers in their order until nothing is waited for any more.
func (w *world) loop() {
	for w.pending != nil {
		if why := w.step(w.pending); why != "" {
			then := w.pending.then
			w.pending = nil
			if _, err := then(nil, w.vm.ToValue(why)); err != nil {
				w.t.Errorf("the continuation of wait threw: %v", err)
			}
		}
	}
}

// step runs one timer, or says why the wait is over.
func (w *world) step(p *pending) string {
	w.report()
	if done, err := p.isDone(nil); err != nil || done.ToBoolean() {
		return "done"
	}
	if len(w.timers) == 0 {
		return "idle"
	}
	slices.SortFunc(w.timers, func(a, b timer) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.sequence, b.sequence))
	})
	next := w.timers[0]
	if next.at > p.deadline {
		w.now = p.deadline
		return "deadline"
	}
	w.timers, w.now = w.timers[1:], next.at
	w.call(next.run)
	return ""
}

func (w *world) call(f goja.Callable) {
	if _, err := f(nil); err != nil {
		if exception, ok := err.(*goja.Exception); ok {
			w.uncaught(exception.Value(), "exception")
			return
		}
		w.t.Fatalf("a timer: %v", err)
	}
}

func (w *world) report() {
	rejected := w.rejected
	w.rejected = nil
	for _, p := range rejected {
		w.uncaught(p.Result(), "rejection")
	}
}

// perform loads a wallet, which defines my, stage and perhaps opened, and runs the scenario on it.
func (w *world) perform(walletSource, params string) answer {
	w.t.Helper()
	w.run("wallet.js", walletSource)
	var text string
	env := w.vm.NewObject()
	for name, value := range map[string]any{
		"now":  func() float64 { return w.now },
		"wait": w.wait,
		"onUncaught": func(report goja.Callable) {
			w.uncaught = func(err goja.Value, kind string) {
				if _, err := report(nil, err, w.vm.ToValue(kind)); err != nil {
					w.t.Errorf("reporting an uncaught error: %v", err)
				}
			}
		},
		"console": func() []string {
			lines := w.console
			w.console = nil
			return lines
		},
	} {
		if err := env.Set(name, value); err != nil {
			w.t.Fatal(err)
		}
	}
	for _, name := range []string{"my", "stage", "opened"} {
		if value := w.vm.Get(name); value != nil {
			if err := env.Set(name, value); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	stringify := w.method("stringify")
	done := func(value goja.Value) {
		if text != "" {
			w.t.Error("done was called twice")
		}
		encoded, err := stringify(nil, value)
		if err != nil {
			w.t.Fatalf("stringify: %v", err)
		}
		text = encoded.String()
	}
	if _, err := w.method("run")(w.probe, w.vm.ToValue(w.parse(params)), env, w.vm.ToValue(done)); err != nil {
		w.t.Fatalf("run threw: %v", err)
	}
	w.loop()
	return w.decode(text)
}

func (w *world) method(name string) goja.Callable {
	f, ok := goja.AssertFunction(w.probe.Get(name))
	if !ok {
		w.t.Fatalf("the probe has no function %s", name)
	}
	return f
}

// parse makes plain JavaScript objects of JSON text in the world, as a host does.
func (w *world) parse(text string) goja.Value {
	w.t.Helper()
	return w.run("params.js", "("+text+")")
}

func (w *world) decode(text string) answer {
	w.t.Helper()
	var a answer
	if text == "" {
		w.t.Fatal("done was never called")
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		w.t.Fatalf("the answer cannot be read: %v\n%s", err, text)
	}
	var plain struct {
		Records []any `json:"records"`
	}
	if err := json.Unmarshal([]byte(text), &plain); err != nil {
		w.t.Fatal(err)
	}
	for _, r := range plain.Records {
		for _, problem := range schemas.Validate(schemas.RecordSchema, r) {
			w.t.Errorf("a record breaks its schema: %+v", problem)
		}
	}
	return a
}

// params makes the params of run for calls written as JavaScript, each without its id.
func params(overlap bool, calls ...string) string {
	for i, call := range calls {
		calls[i] = fmt.Sprintf(`{id: "test#%d", %s}`, i+1, call)
	}
	return fmt.Sprintf(`{scenario: {name: "test", overlap: %t, calls: [%s]}, entry: {kind: "method", name: "signContract"}, settleMs: 120000, quietMs: 120000}`,
		overlap, strings.Join(calls, ", "))
}

// timeline writes a record's events on one line: "0 return(undefined); 5 success({authCode: "c"}); settled".
func timeline(r record.Record) string {
	var parts []string
	for _, e := range r.Events {
		args := make([]string, len(e.Args))
		for i, arg := range e.Args {
			args[i] = arg.String()
		}
		parts = append(parts, fmt.Sprintf("%v %s(%s)", e.At, e.Type, strings.Join(args, ", ")))
	}
	return strings.Join(append(parts, string(r.End)), "; ")
}
