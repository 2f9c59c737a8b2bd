package engine

import (
	"math"
	"time"

	"github.com/dop251/goja"
)

// minDelay is the shortest delay of a timer: an interval of no length would stop virtual time. Node.js has the same.
const minDelay = time.Millisecond

// maxDelay is the longest delay that timers hold elsewhere (2^31-1 ms); what is longer fires at once there, and here.
const maxDelay = math.MaxInt32

func (vm *VM) defineTimers() {
	globals := vm.rt.GlobalObject()
	vm.method(globals, "setTimeout", 2, func(call goja.FunctionCall) goja.Value {
		return vm.setTimer(call, vm.delay(call.Argument(1)), 2, false)
	})
	vm.method(globals, "setInterval", 2, func(call goja.FunctionCall) goja.Value {
		return vm.setTimer(call, vm.delay(call.Argument(1)), 2, true)
	})
	vm.method(globals, "setImmediate", 1, func(call goja.FunctionCall) goja.Value {
		return vm.setTimer(call, 0, 1, false)
	})
	for _, name := range []string{"clearTimeout", "clearInterval", "clearImmediate"} {
		vm.method(globals, name, 1, func(call goja.FunctionCall) goja.Value {
			vm.clearTimer(call.Argument(0))
			return goja.Undefined()
		})
	}
}

// setTimer arms a timer for the function that is the call's first argument; the arguments from index rest on are the
// function's.
func (vm *VM) setTimer(call goja.FunctionCall, delay time.Duration, rest int, repeat bool) goja.Value {
	f, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(vm.rt.NewTypeError("a timer needs a function; code in a string is not run"))
	}
	var args []goja.Value
	if len(call.Arguments) > rest {
		args = append(args, call.Arguments[rest:]...)
	}
	vm.lastID++
	t := &timer{id: vm.lastID, every: delay, repeat: repeat, run: func() { vm.Turn(f, args...) }}
	vm.byID[t.id] = t
	vm.arm(t, delay)
	return vm.rt.ToValue(t.id)
}

func (vm *VM) clearTimer(id goja.Value) {
	if goja.IsUndefined(id) || goja.IsNull(id) {
		return
	}
	if t, ok := vm.byID[id.ToInteger()]; ok {
		delete(vm.byID, t.id)
		t.repeat = false
		vm.timers.remove(t)
	}
}

// delay reads a delay in milliseconds; what is no number, negative or too long is the shortest.
func (vm *VM) delay(value goja.Value) time.Duration {
	ms := value.ToFloat()
	if !(ms >= 1 && ms <= maxDelay) {
		return minDelay
	}
	return time.Duration(ms) * time.Millisecond
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
