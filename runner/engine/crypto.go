package engine

import (
	"crypto/rand"
	"fmt"

	"github.com/dop251/goja"
)

// maxRandom is the most bytes that getRandomValues gives at once (Web Cryptography API, section 10.1.1).
const maxRandom = 65536

// integerArrays are the types that getRandomValues fills.
var integerArrays = map[string]bool{
	"Int8Array": true, "Uint8Array": true, "Uint8ClampedArray": true, "Int16Array": true, "Uint16Array": true,
	"Int32Array": true, "Uint32Array": true, "BigInt64Array": true, "BigUint64Array": true,
}

func (vm *VM) defineCrypto() {
	crypto := vm.rt.NewObject()
	vm.method(crypto, "randomUUID", 0, func(goja.FunctionCall) goja.Value {
		return vm.rt.ToValue(randomUUID())
	})
	vm.method(crypto, "getRandomValues", 1, func(call goja.FunctionCall) goja.Value {
		rand.Read(vm.integerBytes(call.Argument(0)))
		return call.Argument(0)
	})
	vm.global("crypto", crypto)
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
func (vm *VM) integerBytes(value goja.Value) []byte {
	array, ok := value.(*goja.Object)
	if !ok || !integerArrays[typedArrayName(array)] {
		panic(vm.exception("TypeMismatchError", "getRandomValues needs a typed array of integers"))
	}
	data := bytesOf(array)
	if len(data) > maxRandom {
		panic(vm.exception("QuotaExceededError", fmt.Sprintf("getRandomValues gives at most %d bytes at once", maxRandom)))
	}
	return data
}

func typedArrayName(array *goja.Object) string {
	name := array.GetSymbol(goja.SymToStringTag)
	if name == nil {
		return ""
	}
	return name.String()
}

// bytesOf returns the memory that a typed array, a DataView or an ArrayBuffer shows, nil for anything else.
func bytesOf(object *goja.Object) []byte {
	if buffer, ok := object.Export().(goja.ArrayBuffer); ok {
		return buffer.Bytes()
	}
	inner, ok := object.Get("buffer").(*goja.Object)
	if !ok {
		return nil
	}
	buffer, ok := inner.Export().(goja.ArrayBuffer)
	if !ok {
		return nil
	}
	from, length := object.Get("byteOffset").ToInteger(), object.Get("byteLength").ToInteger()
	if from < 0 || length < 0 || from+length > int64(len(buffer.Bytes())) {
		return nil
	}
	return buffer.Bytes()[from : from+length]
}
