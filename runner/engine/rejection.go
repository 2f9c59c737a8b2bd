package engine

import (
	"slices"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// rejection is a promise that was rejected and, so far, not handled.
type rejection struct{ promise, reason lib.TJSValue }

// trackRejection keeps the promises that were rejected without a handler, and forgets those that get one in time.
func trackRejection(_ *libc.TLS, ctx uintptr, promise, reason lib.TJSValue, handled int32, _ uintptr) {
	vm := ofContext(ctx)
	if handled == 0 {
		vm.rejected = append(vm.rejected, rejection{vm.duplicate(promise), vm.duplicate(reason)})
		return
	}
	i := slices.IndexFunc(vm.rejected, func(r rejection) bool { return pointerOf(r.promise) == pointerOf(promise) })
	if i >= 0 {
		vm.drop(vm.rejected[i].promise)
		vm.drop(vm.rejected[i].reason)
		vm.rejected = slices.Delete(vm.rejected, i, i+1)
	}
}

// reportRejections reports, when the microtasks of a turn have run, what nobody handled. Reporting may run JavaScript
// that rejects more.
func (vm *VM) reportRejections() {
	for len(vm.rejected) > 0 && vm.stopped == nil {
		one := vm.rejected[0]
		vm.rejected = vm.rejected[1:]
		scope := vm.values.scope()
		vm.drop(one.promise)
		value := vm.value(one.reason)
		thrown := vm.thrown(value)
		if vm.halted() == nil {
			vm.uncaught(Uncaught{Value: value, Rejection: true, Thrown: thrown})
		}
		vm.values.end(scope)
		if vm.runJobs() != nil {
			return
		}
	}
}

func (vm *VM) uncaught(u Uncaught) {
	if vm.options.Uncaught != nil {
		vm.options.Uncaught(u)
	}
}
