package engine

// searchedFrames is how many frames Callers looks through: between a program and the host are a few of the host's own
// functions, and those of a built-in such as Array.prototype.forEach.
const searchedFrames = 24

// Callers returns the frames of the program's own source that run now, innermost first. It is for native functions
// that note where they were called from.
func (vm *VM) Callers() []Frame { return OwnFrames(vm.frames(searchedFrames)) }
