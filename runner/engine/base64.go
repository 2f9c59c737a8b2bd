package engine

import (
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"
)

// defineBase64 defines atob and btoa, whose strings hold a byte a character.
func (vm *VM) defineBase64() {
	globals := vm.rt.GlobalObject()
	vm.method(globals, "btoa", 1, func(call goja.FunctionCall) goja.Value {
		text := call.Argument(0).String()
		data := make([]byte, 0, len(text))
		for _, r := range text {
			if r > 0xff {
				panic(vm.exception("InvalidCharacterError", "btoa takes characters up to U+00FF only"))
			}
			data = append(data, byte(r))
		}
		return vm.rt.ToValue(base64.StdEncoding.EncodeToString(data))
	})
	vm.method(globals, "atob", 1, func(call goja.FunctionCall) goja.Value {
		text := strings.Join(strings.Fields(call.Argument(0).String()), "")
		if len(text)%4 == 0 {
			text = strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
		}
		data, err := base64.RawStdEncoding.DecodeString(text)
		if err != nil {
			panic(vm.exception("InvalidCharacterError", "atob got a string that is not base64"))
		}
		var decoded strings.Builder
		for _, b := range data {
			decoded.WriteRune(rune(b))
		}
		return vm.rt.ToValue(decoded.String())
	})
}

// exception makes a DOMException to throw.
func (vm *VM) exception(name, message string) goja.Value {
	exception, err := vm.rt.New(vm.rt.Get("DOMException"), vm.rt.ToValue(message), vm.rt.ToValue(name))
	vm.must(err)
	return exception
}
