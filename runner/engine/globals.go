package engine

import "github.com/dop251/goja"

// A library is a script of the folder js: a function of an object of native functions that returns an object of
// globals. It is compiled and run when the program first looks at one of them, so that a program which needs no URL
// pays for none.
type library struct {
	names   []string
	script  func() *Program
	natives map[string]native
}

type native func(vm *VM, call goja.FunctionCall) goja.Value

// libraries lists the globals that are written in JavaScript.
var libraries = []library{
	{
		names:   []string{"URL", "URLSearchParams"},
		script:  own("url.js"),
		natives: map[string]native{"parse": parseURL, "change": changeURL},
	},
	{
		names:   []string{"TextEncoder", "TextDecoder"},
		script:  own("text.js"),
		natives: map[string]native{"encode": encodeUTF8, "decode": decodeText},
	},
	{names: []string{"structuredClone"}, script: own("clone.js")},
	{names: []string{"DOMException"}, script: own("exception.js")},
}

func (vm *VM) defineGlobals() {
	vm.defineTimers()
	vm.defineMicrotasks()
	vm.defineConsole()
	vm.defineCrypto()
	vm.defineBase64()
	performance := vm.rt.NewObject()
	vm.method(performance, "now", 0, func(goja.FunctionCall) goja.Value {
		return vm.rt.ToValue(milliseconds(vm.readElapsed()))
	})
	vm.hidden(performance, "timeOrigin", vm.rt.ToValue(vm.start.UnixMilli()))
	vm.global("performance", performance)
	for _, l := range libraries {
		vm.defineLibrary(l)
	}
	if vm.options.NoEval {
		vm.disableEval()
	}
}

// defineLibrary defines each global of the library as an accessor that replaces itself by the real thing.
func (vm *VM) defineLibrary(l library) {
	globals := vm.rt.GlobalObject()
	for _, name := range l.names {
		get := vm.rt.ToValue(func(goja.FunctionCall) goja.Value {
			vm.loadLibrary(l)
			return globals.Get(name)
		})
		set := vm.rt.ToValue(func(call goja.FunctionCall) goja.Value {
			vm.global(name, call.Argument(0))
			return goja.Undefined()
		})
		vm.must(globals.DefineAccessorProperty(name, get, set, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}

func (vm *VM) loadLibrary(l library) {
	natives := vm.rt.NewObject()
	for name, f := range l.natives {
		vm.method(natives, name, 0, func(call goja.FunctionCall) goja.Value { return f(vm, call) })
	}
	exports := vm.runOwn(l.script, natives).ToObject(vm.rt)
	for _, name := range l.names {
		vm.global(name, exports.Get(name))
	}
}

// runOwn runs one of the suite's own scripts, which is a function, and calls it.
func (vm *VM) runOwn(script func() *Program, args ...goja.Value) goja.Value {
	value, err := vm.rt.RunProgram(script().program)
	vm.must(err)
	f, _ := goja.AssertFunction(value)
	result, err := f(goja.Undefined(), args...)
	vm.must(err)
	return result
}

// global defines a global as the language defines its own: writable, configurable, not enumerable.
func (vm *VM) global(name string, value goja.Value) { vm.hidden(vm.rt.GlobalObject(), name, value) }

func (vm *VM) hidden(object *goja.Object, name string, value goja.Value) {
	vm.must(object.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// method defines a native function under its own name, which the interpreter would else take from the Go function.
func (vm *VM) method(object *goja.Object, name string, length int, f func(goja.FunctionCall) goja.Value) {
	function := vm.rt.ToValue(f).ToObject(vm.rt)
	fixed := func(property string, value any) {
		vm.must(function.DefineDataProperty(property, vm.rt.ToValue(value), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	fixed("name", name)
	fixed("length", length)
	vm.hidden(object, name, function)
}

// must panics on errors that only a mistake in this package can cause; errors of the program's own, such as an
// interrupt while a library loads, go on as they are.
func (vm *VM) must(err error) {
	if err != nil {
		panic(err)
	}
}
