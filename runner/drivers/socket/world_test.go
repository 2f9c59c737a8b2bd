package socket

import (
	"context"
	"path"
	"time"

	"github.com/coder/websocket"
	"github.com/dop251/goja"
)

// world is what a mini program lives in from its start to its end. All of its JavaScript runs on one goroutine, which
// takes one job after another.
type world struct {
	*phone
	ctx  context.Context
	stop context.CancelFunc
	jobs chan func()

	rt      *goja.Runtime
	my      *goja.Object
	app     *goja.Object
	page    *goja.Object
	modules map[string]goja.Value
	events  map[string][]goja.Callable
	socket  *websocket.Conn
}

// manyJobs is more than ever wait at a time.
const manyJobs = 1000

func newWorld(p *phone) *world {
	ctx, stop := context.WithCancel(p.ctx)
	w := &world{
		phone: p, ctx: ctx, stop: stop, jobs: make(chan func(), manyJobs), rt: goja.New(),
		modules: map[string]goja.Value{}, events: map[string][]goja.Callable{},
	}
	w.timers()
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

func (w *world) timers() {
	w.rt.Set("setTimeout", func(call goja.FunctionCall) goja.Value {
		f, _ := goja.AssertFunction(call.Argument(0))
		timer := time.AfterFunc(time.Duration(call.Argument(1).ToInteger())*time.Millisecond, func() {
			w.later(func() { w.invoke(f) })
		})
		return w.rt.ToValue(timer)
	})
	w.rt.Set("clearTimeout", func(call goja.FunctionCall) goja.Value {
		if timer, ok := call.Argument(0).Export().(*time.Timer); ok {
			timer.Stop()
		}
		return goja.Undefined()
	})
}

func (w *world) framework() {
	w.rt.Set("App", func(app *goja.Object) { w.app = app })
	w.rt.Set("getApp", func() *goja.Object { return w.app })
	w.rt.Set("Page", func(page *goja.Object) {
		w.page = page
		page.Set("setData", func(data *goja.Object) {
			for _, name := range data.Keys() {
				page.Get("data").ToObject(w.rt).Set(name, data.Get(name))
				w.note(name, data.Get(name).String())
			}
		})
	})
}

// wallet makes my.
func (w *world) wallet() {
	if _, err := w.rt.RunString(testWallet(w.t)); err != nil {
		w.t.Fatal(err)
	}
	create, _ := goja.AssertFunction(w.rt.Get("createWallet"))
	wallet, err := create(goja.Undefined(), w.rt.ToValue(w.authorised))
	if err != nil {
		w.t.Fatal(err)
	}
	w.my = wallet.ToObject(w.rt)
	w.rt.Set("my", w.my)
	w.rt.Set("given", w.given)
}

func (w *world) system() {
	w.my.Set("getSystemInfoSync", func() map[string]string {
		return map[string]string{"app": "Acme Wallet", "version": "5.2.0", "brand": "Acme", "model": "Phone 5"}
	})
	w.my.Set("getStorageSync", func(o *goja.Object) map[string]string {
		return map[string]string{"data": w.stored(o.Get("key").String())}
	})
	w.my.Set("setStorageSync", func(o *goja.Object) { w.store(o.Get("key").String(), o.Get("data").String()) })
}

// run runs a module and returns what it exports.
func (w *world) run(name string) goja.Value {
	if exports, ok := w.modules[name]; ok {
		return exports
	}
	script, ok := w.files[name]
	if !ok {
		w.t.Fatalf("the mini program requires %s, which is not there", name)
	}
	wrapped, err := w.rt.RunScript(name, "(function (module, exports, require) {"+script+"\n})")
	if err != nil {
		w.t.Fatal(err)
	}
	f, _ := goja.AssertFunction(wrapped)
	module := w.rt.NewObject()
	module.Set("exports", w.rt.NewObject())
	require := func(target string) goja.Value { return w.run(path.Join(path.Dir(name), target)) }
	if _, err := f(goja.Undefined(), module, module.Get("exports"), w.rt.ToValue(require)); err != nil {
		w.t.Fatalf("running %s: %v", name, err)
	}
	w.modules[name] = module.Get("exports")
	return w.modules[name]
}

func (w *world) call(object *goja.Object, method string, arg any) {
	f, ok := goja.AssertFunction(object.Get(method))
	if !ok {
		w.t.Errorf("there is no method %s", method)
		return
	}
	if _, err := f(object, w.rt.ToValue(arg)); err != nil {
		w.t.Errorf("%s threw %v", method, err)
	}
}

// invoke calls back; what the callback throws is what nobody caught.
func (w *world) invoke(f goja.Callable, args ...goja.Value) {
	if f == nil {
		return
	}
	if _, err := f(goja.Undefined(), args...); err != nil {
		if onError, ok := goja.AssertFunction(w.app.Get("onError")); ok {
			onError(w.app, w.rt.ToValue(err.Error()))
		}
	}
}
