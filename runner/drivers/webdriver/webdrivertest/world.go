package webdrivertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

//go:embed wallet.js
var walletScript string

// world is the page in a phone's WebView: a JavaScript engine with the little that a wallet and the driver need of a
// page. It has a real clock.
type world struct {
	mu        sync.Mutex
	vm        *engine.VM
	listeners map[string][]engine.Value
	timers    []*time.Timer
	over      bool
}

// newWorld loads the page.
func newWorld(url, script string, open func(signStr string, ended func(result, authState, authCode string))) (*world, error) {
	w := &world{listeners: map[string][]engine.Value{}}
	w.vm = engine.New(engine.Options{Uncaught: func(u engine.Uncaught) {
		event := w.vm.Object()
		event.Set("reason", u.Value)
		w.tell("unhandledrejection", event)
	}})
	global := w.vm.Global()
	global.Set("self", global)
	global.Set("window", global)
	w.timing(global)
	global.Method("addEventListener", 2, func(call engine.FunctionCall) (engine.Value, error) {
		kind := call.Argument(0).String()
		w.listeners[kind] = append(w.listeners[kind], call.Argument(1).Keep())
		return engine.Undefined(), nil
	})
	native := w.vm.Object()
	native.Method("open", 2, func(call engine.FunctionCall) (engine.Value, error) {
		ended := call.Argument(1).Keep()
		open(call.Argument(0).String(), func(result, authState, authCode string) { w.later(ended, result, authState, authCode) })
		return engine.Undefined(), nil
	})
	for name, value := range map[string]any{
		"native": native, "location": map[string]any{"href": url}, "navigator": map[string]any{"onLine": true},
	} {
		global.Set(name, value)
	}
	_, err := w.run("page.js", "var document = { querySelectorAll: function () { return [] } }\n"+script)
	return w, err
}

func (w *world) run(name, script string) (engine.Value, error) {
	program, err := engine.Compile(name, script)
	if err != nil {
		return engine.Undefined(), err
	}
	return w.vm.Run(program)
}

// timing gives the page real time. Its functions are called with the world held.
func (w *world) timing(global engine.Value) {
	start := time.Now()
	global.Get("performance").Method("now", 0, func(engine.FunctionCall) (engine.Value, error) {
		return w.vm.ToValue(float64(time.Since(start)) / float64(time.Millisecond)), nil
	})
	global.Method("setTimeout", 2, func(call engine.FunctionCall) (engine.Value, error) {
		f, ms := call.Argument(0).Keep(), call.Argument(1).Number()
		w.timers = append(w.timers, time.AfterFunc(time.Duration(ms*float64(time.Millisecond)), func() { w.call(f) }))
		return w.vm.ToValue(len(w.timers)), nil
	})
	global.Method("clearTimeout", 1, func(call engine.FunctionCall) (engine.Value, error) {
		if id := int(call.Argument(0).Integer()); id > 0 && id <= len(w.timers) {
			w.timers[id-1].Stop()
		}
		return engine.Undefined(), nil
	})
}

// later calls a function of the page from outside.
func (w *world) later(f engine.Value, args ...string) {
	go func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		values := make([]engine.Value, len(args))
		for i, arg := range args {
			values[i] = w.vm.ToValue(arg)
		}
		w.callHeld(f, values...)
	}()
}

func (w *world) call(f engine.Value) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.callHeld(f)
}

// callHeld is call where the world is held already.
func (w *world) callHeld(f engine.Value, args ...engine.Value) {
	if w.over {
		return
	}
	if _, err := w.vm.Call(f, engine.Undefined(), args...); err != nil {
		w.tell("error", w.vm.ToValue(map[string]any{"message": err.Error()}))
	}
}

// tell tells the page's listeners.
func (w *world) tell(kind string, event engine.Value) {
	for _, f := range w.listeners[kind] {
		_, _ = w.vm.Call(f, engine.Undefined(), event) // a listener that throws is nobody's here
	}
}

// execute runs the body of a function and returns what it returns, as JSON.
func (w *world) execute(body string, args []any) (json.RawMessage, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f, err := w.function(body)
	if err != nil {
		return nil, err
	}
	values := make([]engine.Value, len(args))
	for i, arg := range args {
		values[i] = w.vm.ToValue(arg)
	}
	value, err := w.vm.Call(f, engine.Undefined(), values...)
	if err != nil {
		return nil, err
	}
	return asJSON(value)
}

// executeAsync runs the body of a function that gets a callback as its last argument.
func (w *world) executeAsync(body string, args []any, done chan<- json.RawMessage) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	f, err := w.function(body)
	if err != nil {
		return err
	}
	values := make([]engine.Value, len(args), len(args)+1)
	for i, arg := range args {
		values[i] = w.vm.ToValue(arg)
	}
	callback := func(call engine.FunctionCall) (engine.Value, error) {
		raw, err := asJSON(call.Argument(0))
		if err != nil {
			raw = json.RawMessage("null")
		}
		select {
		case done <- raw:
		default: // only the first counts
		}
		return engine.Undefined(), nil
	}
	_, err = w.vm.Call(f, engine.Undefined(), append(values, w.vm.ToValue(callback))...)
	return err
}

func (w *world) function(body string) (engine.Value, error) {
	f, err := w.run("execute.js", "(function () {\n"+body+"\n})")
	if err == nil && !f.IsFunction() {
		err = fmt.Errorf("%s is no function", strings.TrimSpace(body))
	}
	return f, err
}

func asJSON(value engine.Value) (json.RawMessage, error) {
	if value.IsNullish() {
		return json.RawMessage("null"), nil
	}
	return value.JSON()
}

// leave ends the page: nothing runs in it any more.
func (w *world) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.over = true
}

// set sets a member of a global object.
func (w *world) set(object, name string, value any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.vm.Global().Get(object).Set(name, value)
}
