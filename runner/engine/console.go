package engine

import (
	"math/big"
	"strings"

	"github.com/dop251/goja"
)

// maxConsoleEntry is the most UTF-16 units of one console entry that are kept; a wallet that prints a payload of
// megabytes must not fill the report with it.
const maxConsoleEntry = 4096

// printing lists the console methods that print their arguments. The others (group, time, count, ...) do nothing.
var printing = []string{"log", "info", "warn", "error", "debug", "trace", "dir", "table"}
var silent = []string{"group", "groupCollapsed", "groupEnd", "time", "timeEnd", "timeLog", "count", "countReset", "clear"}

var inspect = own("inspect.js")

func (vm *VM) defineConsole() {
	console := vm.rt.NewObject()
	show := vm.inspector()
	for _, level := range printing {
		vm.method(console, level, 0, func(call goja.FunctionCall) goja.Value {
			vm.print(level, show, call.Arguments)
			return goja.Undefined()
		})
	}
	for _, name := range silent {
		vm.method(console, name, 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })
	}
	vm.method(console, "assert", 0, func(call goja.FunctionCall) goja.Value {
		if !call.Argument(0).ToBoolean() {
			rest := call.Arguments[min(1, len(call.Arguments)):]
			vm.print("error", show, append([]goja.Value{vm.rt.ToValue("Assertion failed")}, rest...))
		}
		return goja.Undefined()
	})
	vm.global("console", console)
}

func (vm *VM) print(level string, show func(goja.Value) string, args []goja.Value) {
	if vm.options.Console == nil {
		return
	}
	var entry strings.Builder
	for i, arg := range args {
		if i > 0 {
			entry.WriteByte(' ')
		}
		if entry.Len() > maxConsoleEntry {
			entry.WriteString("…")
			break
		}
		entry.WriteString(show(arg))
	}
	vm.options.Console(level, entry.String())
}

// inspector returns a function that shows a value as console.log does: strings as they are, objects by their own
// properties without calling getters, to a bounded depth and length.
func (vm *VM) inspector() func(goja.Value) string {
	var inner goja.Callable
	return func(value goja.Value) string {
		switch v := value.(type) {
		case goja.String:
			return cut(v)
		case *goja.Object, *goja.Symbol:
			if inner == nil {
				inner, _ = goja.AssertFunction(vm.runOwn(inspect))
			}
			shown, err := inner(goja.Undefined(), value)
			vm.must(err)
			if text, ok := shown.(goja.String); ok {
				return cut(text)
			}
		}
		if big, ok := value.Export().(*big.Int); ok {
			return big.String() + "n"
		}
		return value.String()
	}
}

func cut(s goja.String) string {
	if s.Length() > maxConsoleEntry {
		return s.Substring(0, maxConsoleEntry).String() + "…"
	}
	return s.String()
}
