package engine

import lib "modernc.org/libquickjs"

// PromiseState is how far a promise is.
type PromiseState string

// The states of a promise.
const (
	Pending   PromiseState = "pending"
	Fulfilled PromiseState = "fulfilled"
	Rejected  PromiseState = "rejected"
)

// Promise returns the state of a promise and what it was fulfilled or rejected with. The state is "" where the value is
// no promise.
func (v Value) Promise() (state PromiseState, result Value) {
	if !v.IsPromise() {
		return "", Value{}
	}
	vm := v.vm
	switch lib.XJS_PromiseState(vm.tls, vm.ctx, v.raw()) {
	case lib.EJS_PROMISE_FULFILLED:
		state = Fulfilled
	case lib.EJS_PROMISE_REJECTED:
		state = Rejected
	default:
		return Pending, Value{}
	}
	return state, vm.value(lib.XJS_PromiseResult(vm.tls, vm.ctx, v.raw()))
}
