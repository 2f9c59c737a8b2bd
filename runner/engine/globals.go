package engine

import "slices"

// A library is a script of the folder js: a function of an object of native functions that returns an object of
// globals. It is run when the program first looks at one of them, so that a program which needs no URL pays for none.
type library struct {
	names []string
	// extra are what it returns beside globals, for this package.
	extra []string
	// parts are scripts that are run before; what they return the next ones, and the script itself, find in natives.
	parts   []func() *Program
	script  func() *Program
	natives map[string]native
}

type native func(vm *VM, call FunctionCall) (Value, error)

// exceptions is the library that this package itself needs.
var exceptions = library{names: []string{"DOMException"}, script: own("exception.js")}

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
	exceptions,
	{
		names: []string{
			"Event", "CustomEvent", "EventTarget", "AbortController", "AbortSignal", "MessageChannel", "MessagePort", "MessageEvent",
		},
		script:  own("events.js"),
		natives: map[string]native{"later": runLater, "after": runAfterTime, "report": reportUncaught, "elapsed": elapsed},
	},
	intl,
}

func (vm *VM) defineGlobals() {
	global := vm.Global()
	vm.takeIntrinsics(global)
	vm.defineDate(global)
	vm.defineWeakRef(global)
	vm.defineTrace(global)
	vm.defineFunctionText(global)
	vm.defineTimers(global)
	vm.defineMicrotasks(global)
	vm.defineBase64(global)
	vm.defineLazily(global, "console", vm.console)
	vm.defineLazily(global, "crypto", vm.crypto)
	vm.defineLazily(global, "performance", vm.performance)
	for _, l := range libraries {
		vm.defineLibrary(global, l)
	}
	vm.defineLocale(global)
	if vm.options.NoEval {
		vm.disableEval()
	}
}

// takeIntrinsics keeps what the program may change and this package needs as it was.
func (vm *VM) takeIntrinsics(global Value) {
	vm.intrinsics = map[string]Value{}
	for _, name := range []string{"Error", "TypeError", "Proxy"} {
		vm.intrinsics[name] = global.Get(name)
	}
	reflect := global.Get("Reflect")
	for _, name := range []string{"get", "has", "ownKeys"} {
		vm.intrinsics["Reflect."+name] = reflect.Get(name)
	}
	vm.errorConstructor = nativeOf(vm.intrinsics["Error"].raw())
}

func (vm *VM) performance() Value {
	performance := vm.Object()
	performance.Method("now", 0, func(call FunctionCall) (Value, error) { return elapsed(vm, call) })
	performance.Hide("timeOrigin", vm.start.UnixMilli())
	return performance
}

// elapsed is what performance.now says.
func elapsed(vm *VM, _ FunctionCall) (Value, error) {
	return vm.ToValue(milliseconds(vm.readElapsed())), nil
}

// defineLazily defines a global as an accessor that replaces itself by the real thing when it is first looked at.
func (vm *VM) defineLazily(global Value, name string, make func() Value) {
	define := func(value Value) Value {
		vm.Global().Hide(name, value)
		return value
	}
	global.Accessor(name,
		vm.nameless(func(FunctionCall) (Value, error) { return define(make()), nil }),
		vm.nameless(func(call FunctionCall) (Value, error) { return define(call.Argument(0)), nil }))
}

func (vm *VM) defineLibrary(global Value, l library) {
	for _, name := range l.names {
		vm.defineLazily(global, name, func() Value {
			vm.loadLibrary(l)
			return vm.intrinsics[name]
		})
	}
}

// loadLibrary runs a library, once.
func (vm *VM) loadLibrary(l library) {
	if _, ok := vm.intrinsics[slices.Concat(l.names, l.extra)[0]]; ok {
		return
	}
	natives := vm.Object()
	for name, f := range l.natives {
		natives.Method(name, 0, func(call FunctionCall) (Value, error) { return f(vm, call) })
	}
	natives.Method("own", 1, func(call FunctionCall) (Value, error) { return vm.own(call.Argument(0).String()), nil })
	for _, part := range l.parts {
		made := vm.runOwn(part, natives)
		for _, name := range made.Keys() {
			natives.Set(name, made.Get(name))
		}
	}
	exports := vm.runOwn(l.script, natives)
	for _, name := range slices.Concat(l.names, l.extra) {
		vm.intrinsics[name] = exports.Get(name).Keep()
	}
}

// own is what a library of this package has under the name of a global: a host takes some away, and a program may put its own there.
func (vm *VM) own(name string) Value {
	for _, l := range libraries {
		if slices.Contains(l.names, name) {
			vm.loadLibrary(l)
			return vm.intrinsics[name]
		}
	}
	return Undefined()
}

// runOwn runs one of the suite's own scripts, which is a function, and calls it.
func (vm *VM) runOwn(script func() *Program, args ...Value) Value {
	function, err := vm.evaluate(script())
	vm.must(err)
	result, err := vm.call(function, Value{}, args...)
	vm.must(err)
	return result
}

// must panics on errors that only a mistake in this package can cause; errors of the program's own, such as an
// interrupt while a library loads, go on as they are.
func (vm *VM) must(err error) {
	if err != nil {
		panic(err)
	}
}
