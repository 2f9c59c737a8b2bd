package engine

import "strings"

// Reading is Callers for a native function that was called because the program reads a property, whose name it is given,
// or all of them, where that is "". The engine knows the place of some reads only as that of what was done before; for
// them the place is looked for in the text that follows.
func (vm *VM) Reading(name string) []Frame {
	frames := vm.Callers()
	at, ok := vm.readingAt(name)
	if !ok || len(frames) == 0 {
		return frames
	}
	return append([]Frame{at}, frames[1:]...)
}

// readingAt finds the read in the innermost frame, if that is not native and does not say it itself.
func (vm *VM) readingAt(name string) (at Frame, ok bool) {
	vm.walk(func(p position) bool {
		program, known := vm.programs[p.file]
		if !known || strings.HasPrefix(p.file, Internal) {
			return false
		}
		places := program.places()
		offset := places.starts.offset(p.line, p.column)
		if offset < 0 || offset >= len(program.script) {
			return false
		}
		begin, end := p.extent(program.script, places.starts)
		found := readAfter(program.script, begin, offset, end, name)
		if found < 0 && name != "" && !saysItself(program.script, offset, name) {
			found = readAfter(program.script, begin, offset, end, "") // as one of all
		}
		if found < 0 {
			return false
		}
		p.line, p.column = places.starts.position(found)
		at, ok = program.frame(p), true
		return false
	})
	return at, ok
}
