package engine

import (
	"math"
	"time"
)

// minDelay is the shortest delay of a timer: an interval of no length would stop virtual time. Node.js has the same.
const minDelay = time.Millisecond

// maxDelay is the longest delay that timers hold elsewhere (2^31-1 ms); what is longer fires at once there, and here.
const maxDelay = math.MaxInt32

func (vm *VM) defineTimers(global Value) {
	global.Method("setTimeout", 2, func(call FunctionCall) (Value, error) {
		return vm.setTimer(call, vm.delay(call.Argument(1)), 2, false)
	})
	global.Method("setInterval", 2, func(call FunctionCall) (Value, error) {
		return vm.setTimer(call, vm.delay(call.Argument(1)), 2, true)
	})
	global.Method("setImmediate", 1, func(call FunctionCall) (Value, error) {
		return vm.setTimer(call, 0, 1, false)
	})
	for _, name := range []string{"clearTimeout", "clearInterval", "clearImmediate"} {
		global.Method(name, 1, func(call FunctionCall) (Value, error) {
			vm.clearTimer(call.Argument(0))
			return Value{}, nil
		})
	}
}

// setTimer arms a timer for the function that is the call's first argument; the arguments from index rest on are the
// function's.
func (vm *VM) setTimer(call FunctionCall, delay time.Duration, rest int, repeat bool) (Value, error) {
	if !call.Argument(0).IsFunction() {
		return Value{}, vm.TypeError("a timer needs a function; code in a string is not run")
	}
	kept := []Value{call.Argument(0).Keep()}
	for i := rest; i < len(call.Arguments); i++ {
		kept = append(kept, call.Argument(i).Keep())
	}
	vm.lastID++
	t := &timer{id: vm.lastID, every: delay, repeat: repeat, kept: kept, run: func() { vm.Turn(kept[0], kept[1:]...) }}
	vm.byID[t.id] = t
	vm.arm(t, vm.thinned(delay))
	return vm.ToValue(t.id), nil
}

func (vm *VM) clearTimer(id Value) {
	if id.IsNullish() {
		return
	}
	if t, ok := vm.byID[id.Integer()]; ok {
		delete(vm.byID, t.id)
		t.repeat = false
		vm.timers.remove(t)
		if !t.running {
			t.release()
		}
	}
}

// delay reads a delay in milliseconds; what is no number, negative or too long is the shortest.
func (vm *VM) delay(value Value) time.Duration {
	ms := value.Number()
	if !(ms >= 1 && ms <= maxDelay) {
		return minDelay
	}
	return time.Duration(ms) * time.Millisecond
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
