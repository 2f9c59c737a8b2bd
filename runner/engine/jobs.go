package engine

import (
	lib "modernc.org/libquickjs"
)

// runJobs runs the microtasks, one after another. The error is a *Stopped.
func (vm *VM) runJobs() error {
	for vm.stopped == nil {
		ran := lib.XJS_ExecutePendingJob(vm.tls, vm.rt, 0)
		if ran == 0 {
			return vm.halted()
		}
		if ran < 0 {
			// A job has its exceptions rejected; what is left are those that nothing can catch.
			if err := vm.pending(); vm.stopped == nil {
				vm.uncaught(Uncaught{Thrown: err.(*Thrown), Value: err.(*Thrown).Value})
			}
		}
		if vm.interrupt.Load() != nil && vm.interrupted == nil {
			vm.interrupted = &Stopped{Reason: *vm.interrupt.Load()}
		}
		if err := vm.halted(); err != nil {
			return err
		}
	}
	return vm.stopped
}
