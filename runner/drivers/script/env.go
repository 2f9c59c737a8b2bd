package script

import (
	"time"

	"github.com/dop251/goja"

	"github.com/signspec/signspec/runner/engine"
)

// env makes the object through which the probe sees its host; probe.js says what is in it.
func (h *host) env() *goja.Object {
	rt := h.vm.Runtime()
	env := rt.NewObject()
	set := func(name string, value any) { _ = env.Set(name, value) } // a new plain object refuses nothing
	set("my", h.exports.my)
	set("stage", h.exports.stage)
	if h.exports.opened != nil {
		set("opened", h.exports.opened)
	}
	set("now", func(goja.FunctionCall) goja.Value { return rt.ToValue(milliseconds(h.vm.Now())) })
	set("wait", h.wait)
	set("poke", func(goja.FunctionCall) goja.Value {
		h.pokes++
		return goja.Undefined()
	})
	set("onUncaught", func(call goja.FunctionCall) goja.Value {
		h.report, _ = goja.AssertFunction(call.Argument(0))
		return goja.Undefined()
	})
	set("console", func(goja.FunctionCall) goja.Value { return rt.NewArray(h.printed.take()...) })
	return env
}

// wait is env.wait(ms, isDone, cb). A wallet that polls for ever runs 300,000 turns in one wait, so isDone, which is
// JavaScript, is only asked after the probe said that its answer may have changed.
func (h *host) wait(call goja.FunctionCall) goja.Value {
	isDone, _ := goja.AssertFunction(call.Argument(1))
	then, _ := goja.AssertFunction(call.Argument(2))
	asked := -1
	done := func() bool {
		if asked == h.pokes {
			return false
		}
		asked = h.pokes
		answer, err := h.vm.Call(isDone, goja.Undefined())
		return err == nil && answer.ToBoolean()
	}
	h.vm.Wait(duration(call.Argument(0).ToFloat()), done, func(end engine.End) {
		h.vm.Turn(then, h.vm.Runtime().ToValue(string(end)))
	})
	return goja.Undefined()
}

// duration makes virtual time of milliseconds.
func duration(ms float64) time.Duration {
	if !(ms < float64(engine.Forever)/float64(time.Millisecond)) {
		return engine.Forever
	}
	return time.Duration(ms * float64(time.Millisecond))
}

// uncaught hands the probe what nobody caught.
func (h *host) uncaught(u engine.Uncaught) {
	if h.report == nil {
		return
	}
	kind := "exception"
	if u.Rejection {
		kind = "rejection"
	}
	h.vm.Turn(h.report, u.Value, h.vm.Runtime().ToValue(kind))
}
