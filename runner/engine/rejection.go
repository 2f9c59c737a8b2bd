package engine

import (
	"slices"

	"github.com/dop251/goja"
)

// trackRejection keeps the promises that were rejected without a handler, and forgets those that get one in time.
func (vm *VM) trackRejection(p *goja.Promise, operation goja.PromiseRejectionOperation) {
	if operation == goja.PromiseRejectionReject {
		vm.rejected = append(vm.rejected, p)
		return
	}
	if i := slices.Index(vm.rejected, p); i >= 0 {
		vm.rejected = slices.Delete(vm.rejected, i, i+1)
	}
}

// reportRejections reports, when the microtasks of a turn have run, what nobody handled. Reporting may run JavaScript
// that rejects more.
func (vm *VM) reportRejections() {
	for len(vm.rejected) > 0 && vm.stopped == nil {
		p := vm.rejected[0]
		vm.rejected = vm.rejected[1:]
		vm.uncaught(Uncaught{Value: p.Result(), Rejection: true, Thrown: vm.thrown(p.Result(), vm.errorFrames(p.Result()))})
	}
	vm.rejected = nil
}

func (vm *VM) uncaught(u Uncaught) {
	if vm.options.Uncaught != nil {
		vm.options.Uncaught(u)
	}
}
