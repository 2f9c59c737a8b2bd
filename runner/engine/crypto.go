package engine

import (
	"crypto/rand"
	"fmt"

	lib "modernc.org/libquickjs"
)

// maxRandom is the most bytes that getRandomValues gives at once (Web Cryptography API, section 10.1.1).
const maxRandom = 65536

func (vm *VM) crypto() Value {
	crypto := vm.Object()
	crypto.Method("randomUUID", 0, func(FunctionCall) (Value, error) {
		return vm.ToValue(randomUUID()), nil
	})
	crypto.Method("getRandomValues", 1, func(call FunctionCall) (Value, error) {
		data, err := vm.integerBytes(call.Argument(0))
		rand.Read(data)
		return call.Argument(0), err
	})
	crypto.Accessor("subtle", vm.Function("get subtle", func(FunctionCall) (Value, error) {
		vm.loadLibrary(subtle)
		return vm.intrinsics["subtle"], nil
	}), Undefined())
	return crypto
}

// randomUUID makes a version 4 UUID (RFC 9562).
func randomUUID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// integerBytes returns the memory of a typed array of integers.
func (vm *VM) integerBytes(array Value) ([]byte, error) {
	if !array.IsObject() || !holdsIntegers(classOf(array.raw())) {
		return nil, vm.exception("TypeMismatchError", "getRandomValues needs a typed array of integers")
	}
	data := array.Bytes()
	if len(data) > maxRandom {
		return nil, vm.exception("QuotaExceededError", fmt.Sprintf("getRandomValues gives at most %d bytes at once", maxRandom))
	}
	return data, nil
}

// holdsIntegers says whether a class is of typed arrays of integers.
func holdsIntegers(class int32) bool {
	return class >= lib.EJS_CLASS_UINT8C_ARRAY && class <= lib.EJS_CLASS_BIG_UINT64_ARRAY
}
