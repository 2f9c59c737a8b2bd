package engine

import (
	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// OutOfMemory is the reason of a *Stopped whose VM has used up the memory that it may have.
const OutOfMemory = "the memory is used up"

// Stopped says that the VM was stopped in the middle of a program, which cannot be continued.
type Stopped struct {
	// Reason is what Interrupt was given, or OutOfMemory.
	Reason string
	// Frames is the stack at that time, innermost first.
	Frames []Frame
}

// Error returns the reason and the place in the program's own source.
func (s *Stopped) Error() string { return withPlace(s.Reason, s.Frames) }

// At returns "file:line:column" of the innermost frame in the program's own source, or "".
func (s *Stopped) At() string { return place(s.Frames) }

// Interrupt makes the running program stop soon; what runs it returns a *Stopped with the reason and the stack. It may
// be called from any goroutine. Nothing runs on a VM that was stopped.
func (vm *VM) Interrupt(reason string) { vm.interrupt.Store(&reason) }

// ClearInterrupt takes back an Interrupt that came after the program it was meant for had returned.
func (vm *VM) ClearInterrupt() { vm.interrupt.Store(nil) }

// Stuck returns the stack of a program that did not react to Interrupt because native work (a sort, an allocation) does
// not return. It may be called from another goroutine, but only when nothing else remains to be done than to end the
// process: it reads what the program's goroutine might be changing, so its answer is a guess, and a good one only
// because that goroutine is stuck.
func (vm *VM) Stuck() (stack *Stopped) {
	stack = &Stopped{}
	defer func() { _ = recover() }() // a stack that cannot be read is left out; the reason is known without it
	stack.Frames = vm.frames(maxFrames)
	return stack
}

// poll is what the engine asks, once in so many calls and loops, whether to go on. The error that it then throws has the
// exact place; it passes through the program's finally, but no catch gets it. An async function turns it into a
// rejection, so that it is not the error which says that the program was stopped.
func poll(_ *libc.TLS, rt, _ uintptr) int32 {
	vm := ofRuntime(rt)
	reason := vm.interrupt.Load()
	if reason == nil {
		return 0
	}
	if vm.interrupted == nil {
		vm.interrupted = &Stopped{Reason: *reason, Frames: vm.frames(maxFrames)}
	}
	return 1
}

// refuseMemory stops the program that asked for more memory than there is. The error that it gets it could catch, and
// go on.
func (vm *VM) refuseMemory() {
	vm.Interrupt(OutOfMemory)
	if vm.interrupted == nil {
		vm.interrupted = &Stopped{Reason: OutOfMemory, Frames: vm.frames(maxFrames)}
	}
}

// halted says whether the program was stopped, and if so by what. What a native function panicked with goes on here.
func (vm *VM) halted() error {
	if p := vm.panicked; p != nil {
		vm.panicked = nil
		panic(p)
	}
	if vm.stopped == nil && vm.interrupted != nil {
		vm.stopped = vm.interrupted
	}
	if vm.stopped == nil {
		return nil // and not a nil *Stopped
	}
	return vm.stopped
}

// pending takes the exception that the engine threw and makes an error of it.
func (vm *VM) pending() error {
	value := vm.value(lib.XJS_GetException(vm.tls, vm.ctx))
	if err := vm.halted(); err != nil {
		return err
	}
	return vm.thrown(value)
}
