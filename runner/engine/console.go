package engine

import (
	"strings"
	"unicode/utf16"
)

// maxConsoleEntry is the most UTF-16 units of one console entry that are kept; a wallet that prints a payload of
// megabytes must not fill the report with it.
const maxConsoleEntry = 4096

// printing lists the console methods that print their arguments. The others (group, time, count, ...) do nothing.
var printing = []string{"log", "info", "warn", "error", "debug", "trace", "dir", "table"}
var silent = []string{"group", "groupCollapsed", "groupEnd", "time", "timeEnd", "timeLog", "count", "countReset", "clear"}

var inspect = own("inspect.js")

func (vm *VM) console() Value {
	console := vm.Object()
	for _, level := range printing {
		console.Method(level, 0, func(call FunctionCall) (Value, error) {
			vm.print(level, call.Arguments)
			return Value{}, nil
		})
	}
	for _, name := range silent {
		console.Method(name, 0, func(FunctionCall) (Value, error) { return Value{}, nil })
	}
	console.Method("assert", 0, func(call FunctionCall) (Value, error) {
		if !call.Argument(0).Boolean() {
			rest := call.Arguments[min(1, len(call.Arguments)):]
			vm.print("error", append([]Value{vm.ToValue("Assertion failed")}, rest...))
		}
		return Value{}, nil
	})
	return console
}

func (vm *VM) print(level string, args []Value) {
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
		entry.WriteString(vm.shown(arg))
	}
	vm.options.Console(level, entry.String())
}

// shown shows a value as console.log does: strings as they are, objects by their own properties without calling getters,
// to a bounded depth and length.
func (vm *VM) shown(value Value) string {
	switch {
	case value.IsString():
		return cut(value)
	case value.IsBigInt():
		return value.String() + "n"
	case !value.IsObject():
		return value.String()
	}
	if vm.inspect.IsUndefined() {
		vm.inspect = vm.runOwn(inspect).Keep()
	}
	text, err := vm.call(vm.inspect, Value{}, value)
	vm.must(err)
	return cut(text)
}

// cut keeps what is shown of a string.
func cut(value Value) string {
	text := value.String()
	if len(text) <= maxConsoleEntry {
		return text
	}
	units := utf16.Encode([]rune(text))
	if len(units) <= maxConsoleEntry {
		return text
	}
	return string(utf16.Decode(units[:maxConsoleEntry])) + "…"
}
