package engine

import "github.com/dop251/goja"

// searchedFrames is how many frames Callers looks through: between a program and the host are a few of the host's own
// functions, and those of a built-in such as Array.prototype.forEach.
const searchedFrames = 24

// Callers returns the frames of the program's own source that run now, innermost first. It is for native functions
// that note where they were called from.
func (vm *VM) Callers() []Frame {
	var own []Frame
	for _, f := range vm.rt.CaptureCallStack(searchedFrames, nil) {
		if found := frame(f); !found.internal() {
			own = append(own, found)
		}
	}
	return own
}

// Thrown makes of the interpreter's exception one with the stack in the source before bundling. It is for native
// functions that call the program and catch what it throws.
func (vm *VM) Thrown(exception *goja.Exception) *Thrown {
	return vm.thrown(exception.Value(), frames(exception.Stack()))
}
