package engine

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"
)

// subtle is the library of crypto.subtle.
var subtle = library{
	extra:   []string{"subtle"},
	script:  own("subtle.js"),
	natives: map[string]native{"digest": digestBytes, "hmac": signBytes},
}

// hashes are the functions that the Web Cryptography API names.
var hashes = map[string]func() hash.Hash{
	"SHA-1": sha1.New, "SHA-256": sha256.New, "SHA-384": sha512.New384, "SHA-512": sha512.New,
}

// digestBytes returns the digest by a function (argument 0) of bytes (1).
func digestBytes(vm *VM, call FunctionCall) (Value, error) {
	return vm.summed(call, func(new func() hash.Hash) hash.Hash {
		h := new()
		h.Write(call.Argument(1).Bytes())
		return h
	})
}

// signBytes returns the HMAC by a function (argument 0) with a key (1) of bytes (2).
func signBytes(vm *VM, call FunctionCall) (Value, error) {
	return vm.summed(call, func(new func() hash.Hash) hash.Hash {
		h := hmac.New(new, call.Argument(1).Bytes())
		h.Write(call.Argument(2).Bytes())
		return h
	})
}

func (vm *VM) summed(call FunctionCall, f func(func() hash.Hash) hash.Hash) (Value, error) {
	new, ok := hashes[call.Argument(0).String()]
	if !ok {
		return Value{}, fmt.Errorf("there is no hash function %s", call.Argument(0))
	}
	return vm.ToValue(f(new).Sum(nil)), nil
}
