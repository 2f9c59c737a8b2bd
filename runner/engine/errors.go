package engine

import (
	"strings"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// stackLines is how many frames the property stack of an Error shows.
const stackLines = maxFrames

// plainProperty is how the engine defines what an Error has of its own: writable, configurable, not enumerable.
const plainProperty = lib.MJS_PROP_WRITABLE | lib.MJS_PROP_CONFIGURABLE

// describeErrors has the engine ask defineOfError about every property that an Error gets. Its last own one is the
// stack, and that is when an error is made to look as people know it.
func (vm *VM) describeErrors() {
	vm.exotic.Fdefine_own_property = functionPointer(defineOfError)
	classes := at[lib.TJSRuntime](vm.rt).Fclass_array
	at[[lib.EJS_CLASS_ERROR + 1]lib.TJSClass](classes)[lib.EJS_CLASS_ERROR].Fexotic = addressOf(&vm.exotic)
}

func defineOfError(
	tls *libc.TLS, ctx uintptr, object lib.TJSValue, name lib.TJSAtom, value, get, set lib.TJSValue, flags int32,
) int32 {
	vm := ofContext(ctx)
	own := flags&(plainProperty|lib.MJS_PROP_ENUMERABLE) == plainProperty
	switch {
	case own && name == lib.EJS_ATOM_lineNumber:
		vm.syntaxLine = int(Value{vm: vm, js: value}.integer())
		return 1
	case own && name == lib.EJS_ATOM_columnNumber:
		vm.syntaxColumn = int(Value{vm: vm, js: value}.integer())
		return 1
	case own && name == lib.EJS_ATOM_fileName:
		return 1 // only the engine has these three
	case own && name == lib.EJS_ATOM_errors:
		vm.nameRejections(object)
	case own && name == atomStack:
		vm.rewordError(object)
		stack := vm.newString(vm.stackOf(object, vm.frames(stackLines)))
		defer vm.drop(stack)
		value = stack
	}
	return lib.XJS_DefineProperty(tls, ctx, object, name, value, get, set, flags|lib.MJS_PROP_NO_EXOTIC)
}

// stackOf is the text of an error's stack.
func (vm *VM) stackOf(object lib.TJSValue, frames []Frame) string {
	var text strings.Builder
	text.WriteString(vm.headline(object))
	for _, f := range frames {
		text.WriteString("\n    at " + f.String())
	}
	return text.String()
}

// headline is the first line of a stack: "Name: message".
func (vm *VM) headline(object lib.TJSValue) string {
	name, message := "Error", ""
	if js, ok := inherited(object, atomName); ok {
		name = vm.plainText(js)
	}
	if js, ok := inherited(object, atomMessage); ok && (js.Ftag == lib.EJS_TAG_STRING || js.Ftag == lib.EJS_TAG_STRING_ROPE) {
		message, _ = vm.textOf(js)
	}
	switch {
	case message == "":
		return name
	case name == "":
		return message
	}
	return name + ": " + message
}

// nameRejections gives the error of Promise.any the message that the engine leaves out.
func (vm *VM) nameRejections(object lib.TJSValue) {
	running := at[lib.TJSRuntime](vm.rt).Fcurrent_stack_frame
	_, has := ownProperty(object, atomMessage)
	if has || running != 0 && vm.constructsError(at[lib.TJSStackFrame](running).Fcur_func) {
		return
	}
	lib.XJS_DefinePropertyValue(vm.tls, vm.ctx, object, atomMessage, vm.newString("All promises were rejected"), plainProperty)
}

// rewordError gives an error that the engine itself throws the message and the kind that V8 gives it.
func (vm *VM) rewordError(object lib.TJSValue) {
	running := at[lib.TJSRuntime](vm.rt).Fcurrent_stack_frame
	if running != 0 && vm.constructsError(at[lib.TJSStackFrame](running).Fcur_func) {
		return // the program made it
	}
	js, ok := ownProperty(object, atomMessage)
	if !ok {
		return
	}
	before, _ := vm.textOf(js)
	message := reword(before, vm.site)
	if message == before {
		return
	}
	lib.XJS_DefinePropertyValue(vm.tls, vm.ctx, object, atomMessage, vm.newString(message), plainProperty)
	if before == "stack overflow" {
		kinds := at[lib.TJSContext](vm.ctx).Fnative_error_proto
		lib.XJS_SetPrototype(vm.tls, vm.ctx, object, kinds[lib.EJS_RANGE_ERROR])
	}
}

// site is where the innermost frame is.
func (vm *VM) site() site {
	s := site{offset: -1}
	vm.walk(func(p position) bool {
		s.function = p.function
		if program, ok := vm.programs[p.file]; ok {
			offset := program.places().starts.offset(p.line, p.column)
			if offset >= 0 && offset < len(program.script) {
				s.script, s.offset = program.script, offset
			}
		}
		return false
	})
	return s
}

// constructsError says whether a function is Error, or one of its kinds.
func (vm *VM) constructsError(function lib.TJSValue) bool {
	code := nativeOf(function)
	return code != 0 && code == vm.errorConstructor
}
