package socket

import (
	"context"
	"path"
	"time"

	"github.com/coder/websocket"

	"github.com/signspec/signspec/runner/engine"
)

// world is what a mini program lives in from its start to its end. All of its JavaScript runs on one goroutine, which
// takes one job after another.
type world struct {
	*phone
	ctx  context.Context
	stop context.CancelFunc
	jobs chan func()

	vm      *engine.VM
	my      engine.Value
	app     engine.Value
	page    engine.Value
	modules map[string]engine.Value
	events  map[string][]engine.Value
	timers  []*time.Timer
	socket  *websocket.Conn
}

// manyJobs is more than ever wait at a time.
const manyJobs = 1000

func newWorld(p *phone) *world {
	ctx, stop := context.WithCancel(p.ctx)
	w := &world{
		phone: p, ctx: ctx, stop: stop, jobs: make(chan func(), manyJobs), vm: engine.New(engine.Options{}),
		modules: map[string]engine.Value{}, events: map[string][]engine.Value{},
	}
	w.clock()
	w.framework()
	w.wallet()
	w.system()
	w.network()
	return w
}

// start opens the page and begins to take jobs.
func (w *world) start(url string) {
	w.run("app.js")
	w.call(w.app, "onLaunch", map[string]any{"query": map[string]any{"url": url}})
	w.run("pages/probe/index.js")
	w.call(w.page, "onLoad", map[string]any{})
	go func() {
		for {
			select {
			case job := <-w.jobs:
				job()
			case <-w.ctx.Done():
				return
			}
		}
	}()
}

// end ends the mini program, as a phone does that needs the memory: its connections break, and nothing of it runs any
// more.
func (w *world) end() { w.stop() }

// later has a function run, unless the world has ended by then.
func (w *world) later(job func()) {
	select {
	case w.jobs <- job:
	case <-w.ctx.Done():
	}
}

// does makes a function that returns nothing.
func does(f func(engine.FunctionCall)) func(engine.FunctionCall) (engine.Value, error) {
	return func(call engine.FunctionCall) (engine.Value, error) {
		f(call)
		return engine.Undefined(), nil
	}
}

func (w *world) clock() {
	w.vm.Global().Method("setTimeout", 2, func(call engine.FunctionCall) (engine.Value, error) {
		f := call.Argument(0).Keep()
		w.timers = append(w.timers, time.AfterFunc(time.Duration(call.Argument(1).Integer())*time.Millisecond, func() {
			w.later(func() { w.invoke(f) })
		}))
		return w.vm.ToValue(len(w.timers)), nil
	})
	w.vm.Global().Method("clearTimeout", 1, does(func(call engine.FunctionCall) {
		if id := int(call.Argument(0).Integer()); id > 0 {
			w.timers[id-1].Stop()
		}
	}))
}

func (w *world) framework() {
	global := w.vm.Global()
	global.Method("App", 1, does(func(call engine.FunctionCall) { w.app = call.Argument(0).Keep() }))
	global.Method("getApp", 0, func(engine.FunctionCall) (engine.Value, error) { return w.app, nil })
	global.Method("Page", 1, does(func(call engine.FunctionCall) {
		page := call.Argument(0).Keep()
		w.page = page
		page.Method("setData", 1, does(func(call engine.FunctionCall) {
			for _, name := range call.Argument(0).Keys() {
				page.Get("data").Set(name, call.Argument(0).Get(name))
				w.note(name, call.Argument(0).Get(name).String())
			}
		}))
	}))
}

// wallet makes my.
func (w *world) wallet() {
	w.script("wallet.js", testWallet(w.t))
	authorised := w.vm.Function("authorised", does(func(call engine.FunctionCall) { w.authorised(call.Argument(0).String()) }))
	wallet, err := w.vm.Call(w.vm.Global().Get("createWallet"), engine.Undefined(), authorised)
	if err != nil {
		w.t.Fatal(err)
	}
	w.my = wallet
	w.vm.Global().Set("my", w.my)
	if w.given != nil {
		w.vm.Global().Method("given", 2, does(func(call engine.FunctionCall) {
			w.given(call.Argument(0).String(), call.Argument(1).Number())
		}))
	}
}

func (w *world) system() {
	w.my.Method("getSystemInfoSync", 0, func(engine.FunctionCall) (engine.Value, error) {
		return w.vm.ToValue(map[string]string{"app": "Acme Wallet", "version": "5.2.0", "brand": "Acme", "model": "Phone 5"}), nil
	})
	w.my.Method("getStorageSync", 1, func(call engine.FunctionCall) (engine.Value, error) {
		return w.vm.ToValue(map[string]string{"data": w.stored(call.Argument(0).Get("key").String())}), nil
	})
	w.my.Method("setStorageSync", 1, does(func(call engine.FunctionCall) {
		w.store(call.Argument(0).Get("key").String(), call.Argument(0).Get("data").String())
	}))
}

// script runs a script and returns what it comes to.
func (w *world) script(name, text string) engine.Value {
	program, err := engine.Compile(name, text)
	if err != nil {
		w.t.Fatal(err)
	}
	value, err := w.vm.Run(program)
	if err != nil {
		w.t.Fatal(err)
	}
	return value
}

// run runs a module and returns what it exports.
func (w *world) run(name string) engine.Value {
	if exports, ok := w.modules[name]; ok {
		return exports
	}
	script, ok := w.files[name]
	if !ok {
		w.t.Fatalf("the mini program requires %s, which is not there", name)
	}
	f := w.script(name, "(function (module, exports, require) {"+script+"\n})")
	module := w.vm.Object()
	module.Set("exports", w.vm.Object())
	require := w.vm.Function("require", func(call engine.FunctionCall) (engine.Value, error) {
		return w.run(path.Join(path.Dir(name), call.Argument(0).String())), nil
	})
	if _, err := w.vm.Call(f, engine.Undefined(), module, module.Get("exports"), require); err != nil {
		w.t.Fatalf("running %s: %v", name, err)
	}
	w.modules[name] = module.Get("exports").Keep()
	return w.modules[name]
}

func (w *world) call(object engine.Value, method string, arg any) {
	f := object.Get(method)
	if !f.IsFunction() {
		w.t.Errorf("there is no method %s", method)
		return
	}
	if _, err := w.vm.Call(f, object, w.vm.ToValue(arg)); err != nil {
		w.t.Errorf("%s threw %v", method, err)
	}
}

// invoke calls back; what the callback throws is what nobody caught.
func (w *world) invoke(f engine.Value, args ...engine.Value) {
	if !f.IsFunction() {
		return
	}
	if _, err := w.vm.Call(f, engine.Undefined(), args...); err != nil {
		if onError := w.app.Get("onError"); onError.IsFunction() {
			w.vm.Call(onError, w.app, w.vm.ToValue(err.Error()))
		}
	}
}
