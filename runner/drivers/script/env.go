package script

import (
	"time"

	"github.com/signspec/signspec/runner/engine"
)

// env makes the object through which the probe sees its host; probe.js says what is in it.
func (h *host) env() engine.Value {
	env := h.vm.Object()
	method := func(name string, f func(engine.FunctionCall) (engine.Value, error)) { env.Method(name, 0, f) }
	env.Set("my", h.exports.my)
	env.Set("stage", h.exports.stage)
	if !h.exports.opened.IsUndefined() {
		env.Set("opened", h.exports.opened)
	}
	method("now", func(engine.FunctionCall) (engine.Value, error) { return h.vm.ToValue(milliseconds(h.vm.Now())), nil })
	method("wait", h.wait)
	method("poke", func(engine.FunctionCall) (engine.Value, error) {
		h.pokes++
		return engine.Undefined(), nil
	})
	method("onUncaught", func(call engine.FunctionCall) (engine.Value, error) {
		h.report = call.Argument(0).Keep()
		return engine.Undefined(), nil
	})
	method("console", func(engine.FunctionCall) (engine.Value, error) { return h.vm.Strings(h.printed.take()), nil })
	return env
}

// unthinned is how many turns of timers run as they are set while a call is waited for: a wallet that counts seconds for
// two hours needs 7,200, one that looks every half second twice as many, and three calls at once three times that.
const unthinned = 45000

// wait is env.wait(ms, isDone, cb, how). A wallet that polls for ever runs 300,000 turns in one wait, so isDone, which is
// JavaScript, is only asked after the probe said that its answer may have changed.
func (h *host) wait(call engine.FunctionCall) (engine.Value, error) {
	isDone, then := call.Argument(1).Keep(), call.Argument(2).Keep()
	asked := -1
	done := func() bool {
		if asked == h.pokes {
			return false
		}
		asked = h.pokes
		answer, err := h.vm.Call(isDone, engine.Undefined())
		return err == nil && answer.Boolean()
	}
	if call.Argument(3).String() == "calm" { // nothing is awaited any more, only looked for
		h.vm.Thin(0)
	} else {
		h.vm.Thin(unthinned)
	}
	if call.Argument(3).String() == "sleep" { // the clock is to move although nothing may be left to run
		h.vm.After(duration(call.Argument(0).Number()), func() { h.vm.Turn(then, h.vm.ToValue(string(engine.Deadline))) })
		return engine.Undefined(), nil
	}
	h.vm.Wait(duration(call.Argument(0).Number()), done, func(end engine.End) {
		h.vm.Turn(then, h.vm.ToValue(string(end)))
	})
	return engine.Undefined(), nil
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
	if h.report.IsUndefined() {
		return
	}
	kind := "exception"
	if u.Rejection {
		kind = "rejection"
	}
	h.vm.Turn(h.report, u.Value, h.vm.ToValue(kind))
}
