package webdrivertest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
)

//go:embed wallet.js
var walletScript string

// world is the page in a phone's WebView: a JavaScript engine with the little that a wallet and the driver need of a
// page. It has a real clock.
type world struct {
	mu        sync.Mutex
	vm        *goja.Runtime
	listeners map[string][]goja.Callable
	over      bool
}

// newWorld loads the page.
func newWorld(url, script string, open func(signStr string, ended func(result, authState, authCode string))) (*world, error) {
	w := &world{vm: goja.New(), listeners: map[string][]goja.Callable{}}
	w.vm.SetPromiseRejectionTracker(func(p *goja.Promise, operation goja.PromiseRejectionOperation) {
		if operation == goja.PromiseRejectionReject {
			w.tell("unhandledrejection", map[string]any{"reason": p.Result()})
		}
	})
	start := time.Now()
	quiet := func(goja.FunctionCall) goja.Value { return goja.Undefined() }
	globals := map[string]any{
		"self": w.vm.GlobalObject(), "window": w.vm.GlobalObject(),
		"setTimeout": w.setTimeout,
		"clearTimeout": func(t goja.Value) {
			if timer, ok := t.Export().(*time.Timer); ok {
				timer.Stop()
			}
		},
		"addEventListener": func(kind string, f goja.Callable) { w.listeners[kind] = append(w.listeners[kind], f) },
		"performance":      map[string]any{"now": func() float64 { return float64(time.Since(start)) / float64(time.Millisecond) }},
		"console":          map[string]any{"log": quiet, "info": quiet, "warn": quiet, "error": quiet, "debug": quiet},
		"location":         map[string]any{"href": url},
		"navigator":        map[string]any{"onLine": true},
		"document":         map[string]any{"querySelectorAll": func(string) []any { return []any{} }},
		"native": map[string]any{"open": func(signStr string, ended goja.Callable) {
			open(signStr, func(result, authState, authCode string) {
				w.later(ended, result, authState, authCode)
			})
		}},
	}
	for name, value := range globals {
		if err := w.vm.Set(name, value); err != nil {
			return nil, err
		}
	}
	_, err := w.vm.RunScript("page.js", script)
	return w, err
}

// setTimeout is the page's. It is called with the world held.
func (w *world) setTimeout(f goja.Callable, ms float64, args ...goja.Value) *time.Timer {
	return time.AfterFunc(time.Duration(ms*float64(time.Millisecond)), func() { w.call(f, args...) })
}

// later calls a function of the page from outside.
func (w *world) later(f goja.Callable, args ...any) {
	go func() {
		values := make([]goja.Value, len(args))
		w.mu.Lock()
		for i, arg := range args {
			values[i] = w.vm.ToValue(arg)
		}
		w.mu.Unlock()
		w.call(f, values...)
	}()
}

func (w *world) call(f goja.Callable, args ...goja.Value) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return
	}
	if _, err := f(nil, args...); err != nil {
		w.tell("error", map[string]any{"message": err.Error()})
	}
}

// tell tells the page's listeners.
func (w *world) tell(kind string, event map[string]any) {
	for _, f := range w.listeners[kind] {
		_, _ = f(nil, w.vm.ToValue(event)) // a listener that throws is nobody's here
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
	values := make([]goja.Value, len(args))
	for i, arg := range args {
		values[i] = w.vm.ToValue(arg)
	}
	value, err := f(nil, values...)
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
	values := make([]goja.Value, len(args), len(args)+1)
	for i, arg := range args {
		values[i] = w.vm.ToValue(arg)
	}
	callback := func(value goja.Value) {
		raw, err := asJSON(value)
		if err != nil {
			raw = json.RawMessage("null")
		}
		select {
		case done <- raw:
		default: // only the first counts
		}
	}
	_, err = f(nil, append(values, w.vm.ToValue(callback))...)
	return err
}

func (w *world) function(body string) (goja.Callable, error) {
	value, err := w.vm.RunString("(function () {\n" + body + "\n})")
	if err != nil {
		return nil, err
	}
	f, ok := goja.AssertFunction(value)
	if !ok {
		return nil, fmt.Errorf("%s is no function", strings.TrimSpace(body))
	}
	return f, nil
}

func asJSON(value goja.Value) (json.RawMessage, error) {
	if value == nil || goja.IsUndefined(value) || goja.IsNull(value) {
		return json.RawMessage("null"), nil
	}
	return json.Marshal(value.Export())
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
	if o, ok := w.vm.Get(object).(*goja.Object); ok {
		_ = o.Set(name, value) // objects of the page's own making
	}
}
