package drivers_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// world is the smallest host that the probe needs: timers in virtual time, uncaught errors and console lines.
type world struct {
	t        *testing.T
	vm       *engine.VM
	probe    engine.Value
	now      float64
	timers   []timer
	pending  *pending
	uncaught func(err engine.Value, kind string)
	console  []string
}

type timer struct {
	at       float64
	sequence int
	run      engine.Value
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
	w := &world{t: t, uncaught: func(engine.Value, string) {}}
	w.vm = engine.New(engine.Options{Uncaught: func(u engine.Uncaught) {
		kind := "exception"
		if u.Rejection {
			kind = "rejection"
		}
		w.uncaught(u.Value, kind)
	}})
	w.run("probe.js", drivers.Probe)
	w.probe = w.vm.Global().Get("signspecProbe")
	sequence := 0
	w.function("setTimeout", func(call engine.FunctionCall) any {
		if !call.Argument(0).IsFunction() {
			t.Fatalf("setTimeout of %v", call.Argument(0))
		}
		sequence++
		w.timers = append(w.timers, timer{w.now + call.Argument(1).Number(), sequence, call.Argument(0).Keep()})
		return engine.Undefined()
	})
	w.function("print", func(call engine.FunctionCall) any {
		w.console = append(w.console, call.Argument(0).String())
		return engine.Undefined()
	})
	return w
}

// native makes a function of the world's.
func (w *world) native(f func(engine.FunctionCall) any) engine.Value {
	return w.vm.Function("", func(call engine.FunctionCall) (engine.Value, error) { return w.vm.ToValue(f(call)), nil })
}

func (w *world) function(name string, f func(engine.FunctionCall) any) { w.set(name, w.native(f)) }

func (w *world) set(name string, value any) { w.vm.Global().Set(name, value) }

func (w *world) run(name, source string) engine.Value {
	w.t.Helper()
	program, err := engine.Compile(name, source)
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	value, err := w.vm.Run(program)
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	return value
}

// pending is a wait of the probe that has not ended.
type pending struct {
	deadline     float64
	isDone, then engine.Value
}

// wait is env.wait. It only notes what is waited for: promise jobs run when no JavaScript is on the stack.
func (w *world) wait(ms float64, isDone, then engine.Value) {
	w.pending = &pending{w.now + ms, isDone.Keep(), then.Keep()}
}

// loop runs the timers in their order until nothing is waited for any more.
func (w *world) loop() {
	for w.pending != nil {
		if why := w.step(w.pending); why != "" {
			then := w.pending.then
			w.pending = nil
			if _, err := w.vm.Call(then, engine.Undefined(), w.vm.ToValue(why)); err != nil {
				w.t.Errorf("the continuation of wait threw: %v", err)
			}
		}
	}
}

// step runs one timer, or says why the wait is over.
func (w *world) step(p *pending) string {
	if done, err := w.vm.Call(p.isDone, engine.Undefined()); err != nil || done.Boolean() {
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

func (w *world) call(f engine.Value) { w.vm.Turn(f) }

// perform loads a wallet, which defines my, stage and perhaps opened, and runs the scenario on it.
func (w *world) perform(walletSource, params string) answer {
	w.t.Helper()
	w.run("wallet.js", walletSource)
	var text string
	env := w.vm.Object()
	for name, f := range map[string]func(engine.FunctionCall) any{
		"now": func(engine.FunctionCall) any { return w.now },
		"wait": func(call engine.FunctionCall) any {
			w.wait(call.Argument(0).Number(), call.Argument(1), call.Argument(2))
			return engine.Undefined()
		},
		"onUncaught": func(call engine.FunctionCall) any {
			report := call.Argument(0).Keep()
			w.uncaught = func(err engine.Value, kind string) {
				if _, err := w.vm.Call(report, engine.Undefined(), err, w.vm.ToValue(kind)); err != nil {
					w.t.Errorf("reporting an uncaught error: %v", err)
				}
			}
			return engine.Undefined()
		},
		"console": func(engine.FunctionCall) any {
			lines := w.console
			w.console = nil
			return w.vm.Strings(lines)
		},
	} {
		env.Set(name, w.native(f))
	}
	for _, name := range []string{"my", "stage", "opened"} {
		if value := w.vm.Global().Get(name); !value.IsUndefined() {
			env.Set(name, value)
		}
	}
	stringify := w.method("stringify")
	done := w.native(func(call engine.FunctionCall) any {
		if text != "" {
			w.t.Error("done was called twice")
		}
		encoded, err := w.vm.Call(stringify, engine.Undefined(), call.Argument(0))
		if err != nil {
			w.t.Fatalf("stringify: %v", err)
		}
		text = encoded.String()
		return engine.Undefined()
	})
	if _, err := w.vm.Call(w.method("run"), w.probe, w.parse(params), env, done); err != nil {
		w.t.Fatalf("run threw: %v", err)
	}
	w.loop()
	return w.decode(text)
}

func (w *world) method(name string) engine.Value {
	f := w.probe.Get(name)
	if !f.IsFunction() {
		w.t.Fatalf("the probe has no function %s", name)
	}
	return f
}

// parse makes plain JavaScript objects of JSON text in the world, as a host does.
func (w *world) parse(text string) engine.Value {
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
