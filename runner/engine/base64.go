package engine

import (
	"encoding/base64"
	"strings"
)

// defineBase64 defines atob and btoa, whose strings hold a byte a character.
func (vm *VM) defineBase64(global Value) {
	global.Method("btoa", 1, func(call FunctionCall) (Value, error) {
		text := call.Argument(0).String()
		data := make([]byte, 0, len(text))
		for _, r := range text {
			if r > 0xff {
				return Value{}, vm.exception("InvalidCharacterError", "btoa takes characters up to U+00FF only")
			}
			data = append(data, byte(r))
		}
		return vm.ToValue(base64.StdEncoding.EncodeToString(data)), nil
	})
	global.Method("atob", 1, func(call FunctionCall) (Value, error) {
		text := strings.Join(strings.Fields(call.Argument(0).String()), "")
		if len(text)%4 == 0 {
			text = strings.TrimSuffix(strings.TrimSuffix(text, "="), "=")
		}
		data, err := base64.RawStdEncoding.DecodeString(text)
		if err != nil {
			return Value{}, vm.exception("InvalidCharacterError", "atob got a string that is not base64")
		}
		var decoded strings.Builder
		for _, b := range data {
			decoded.WriteRune(rune(b))
		}
		return vm.ToValue(decoded.String()), nil
	})
}

// exception makes the error that has a DOMException thrown.
func (vm *VM) exception(name, message string) error {
	vm.loadLibrary(exceptions)
	return vm.Throw(vm.New(vm.intrinsics["DOMException"], vm.ToValue(message), vm.ToValue(name)))
}
