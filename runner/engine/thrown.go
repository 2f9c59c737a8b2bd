package engine

// Thrown is a JavaScript exception that reached the host.
type Thrown struct {
	// Value is what was thrown.
	Value Value
	// Message is the value as a person reads it: "TypeError: x is not a function".
	Message string
	// Frames is the stack, innermost first; empty where the engine knows none, as of what is no Error.
	Frames []Frame
}

// Error returns the message and the place in the program's own source.
func (t *Thrown) Error() string { return withPlace(t.Message, t.Frames) }

// At returns "file:line:column" of the innermost frame in the program's own source, or "".
func (t *Thrown) At() string { return place(t.Frames) }

func (vm *VM) thrown(value Value) *Thrown {
	return &Thrown{Value: value, Message: vm.show(value), Frames: vm.errorFrames(value)}
}

// show returns a thrown value as a person reads it. Showing an object runs its toString, which may throw or hang.
func (vm *VM) show(value Value) (text string) {
	if vm.look(func() { text = value.String() }) == nil {
		return text
	}
	return "a value that cannot be shown"
}

// errorFrames reads the stack that an Error carries; nil for other values.
func (vm *VM) errorFrames(value Value) []Frame {
	if !value.IsError() {
		return nil
	}
	return ParseStack(vm.ownText(value.raw(), atomStack))
}
