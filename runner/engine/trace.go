package engine

import "strings"

// defaultTrace is how many frames the stack of an error shows, as in V8, where Error.stackTraceLimit says nothing else.
const defaultTrace = 10

// defineTrace gives Error what V8 adds to it.
func (vm *VM) defineTrace(global Value) {
	constructor := global.Get("Error")
	constructor.define("stackTraceLimit", defaultTrace, plainProperty)
	constructor.Method("captureStackTrace", 2, func(call FunctionCall) (Value, error) {
		object := call.Argument(0)
		if !object.IsObject() {
			return Value{}, vm.TypeError("Invalid argument")
		}
		frames := vm.frames(maxFrames)
		if left := call.Argument(1); left.IsFunction() { // what called it, and all within, is left out
			name := left.Get("name").String()
			for i, f := range frames {
				if f.Function == name {
					frames = frames[i+1:]
					break
				}
			}
		}
		object.Hide("stack", vm.stackOf(object.raw(), frames))
		return Value{}, nil
	})
}

// defineFunctionText writes functions that have no text as V8 does.
func (vm *VM) defineFunctionText(global Value) {
	prototype := global.Get("Function").Get("prototype")
	toString := prototype.Get("toString")
	prototype.Method("toString", 0, func(call FunctionCall) (Value, error) {
		text, err := vm.call(toString, call.This)
		if err != nil {
			return Value{}, err
		}
		if head, ok := strings.CutSuffix(text.String(), "{\n    [native code]\n}"); ok {
			return vm.ToValue(head + "{ [native code] }"), nil
		}
		return text, nil
	})
}
