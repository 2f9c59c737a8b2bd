package engine

import (
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// The engine is C that was translated to Go: it addresses its memory by numbers, and calls functions by their address.
// This file is where the two meet. Nothing outside of this package sees it.

// at makes a pointer of an address in the engine's memory, which is Go's own and does not move.
func at[T any](address uintptr) *T { return (*T)(unsafe.Add(nil, address)) }

// addressOf is the address of what does not move: a part of a VM, or a global.
func addressOf[T any](p *T) uintptr { return uintptr(unsafe.Pointer(p)) }

// functionPointer is the address by which the engine calls a top-level function.
func functionPointer(f any) uintptr {
	type face struct{ kind, data uintptr }
	return (*face)(unsafe.Pointer(&f)).data
}

// ofRuntime returns the VM of a runtime, which knows it by its address: a VM does not move, and lives for as long as
// anything runs on it.
func ofRuntime(rt uintptr) *VM { return at[VM](at[lib.TJSRuntime](rt).Fuser_opaque) }

func ofContext(ctx uintptr) *VM { return ofRuntime(at[lib.TJSContext](ctx).Frt) }

// open makes the runtime and its one realm.
func (vm *VM) open() {
	vm.tls = libc.NewTLS()
	vm.memory.functions = memoryFunctions()
	vm.rt = lib.XJS_NewRuntime2(vm.tls, addressOf(&vm.memory.functions), addressOf(&vm.memory))
	lib.XJS_SetRuntimeOpaque(vm.tls, vm.rt, addressOf(vm))
	lib.XJS_SetGCThreshold(vm.tls, vm.rt, collectAt)
	lib.XJS_SetMaxStackSize(vm.tls, vm.rt, maxCallDepth)
	vm.describeErrors()
	vm.ctx = lib.XJS_NewContext(vm.tls, vm.rt)
	lib.XJS_SetInterruptHandler(vm.tls, vm.rt, functionPointer(poll), vm.rt)
	lib.XJS_SetHostPromiseRejectionTracker(vm.tls, vm.rt, functionPointer(trackRejection), vm.rt)
}

// lend gives text to the engine, with a zero at its end, for a call that copies it before it does anything else.
func (vm *VM) lend(text string) (address uintptr, length lib.Tsize_t) {
	vm.lent = append(append(vm.lent[:0], text...), 0)
	return addressOf(&vm.lent[0]), lib.Tsize_t(len(text))
}

// atom makes the engine's name of a property; freeAtom gives it back.
func (vm *VM) atom(name string) lib.TJSAtom {
	address, length := vm.lend(name)
	return lib.XJS_NewAtomLen(vm.tls, vm.ctx, address, length)
}

func (vm *VM) freeAtom(a lib.TJSAtom) { lib.XJS_FreeAtom(vm.tls, vm.ctx, a) }

// newString makes a string of the engine, which the caller owns.
func (vm *VM) newString(text string) lib.TJSValue {
	address, length := vm.lend(text)
	return lib.XJS_NewStringLen(vm.tls, vm.ctx, address, length)
}

// textOf converts a value to a string as the language does, which may run code of the program; ok says that it did not
// throw, and else the exception is pending.
func (vm *VM) textOf(js lib.TJSValue) (text string, ok bool) {
	start := lib.XJS_ToCStringLen2(vm.tls, vm.ctx, addressOf(&vm.length), js, 0)
	if start == 0 {
		return "", false
	}
	text = wellFormed(string(unsafe.Slice(at[byte](start), int(vm.length))))
	lib.XJS_FreeCString(vm.tls, vm.ctx, start)
	return text, true
}

// bytesAt copies bytes out of the engine's memory.
func bytesAt(address uintptr, length int) []byte {
	return append([]byte(nil), unsafe.Slice(at[byte](address), length)...)
}

// vector is a list of arguments in the engine's memory.
type vector struct {
	vm    *VM
	first uintptr
	count int
}

// vectorOf makes a vector; free gives its memory back, but the values stay whose they are.
func (vm *VM) vectorOf(values []Value) vector {
	v := vector{vm: vm, count: len(values)}
	if v.count == 0 {
		return v
	}
	v.first = lib.Xjs_malloc_rt(vm.tls, vm.rt, lib.Tsize_t(v.count)*lib.Tsize_t(unsafe.Sizeof(lib.TJSValue{})))
	list := unsafe.Slice(at[lib.TJSValue](v.first), v.count)
	for i := range list {
		list[i] = values[i].raw()
	}
	return v
}

func (v vector) free() {
	if v.first != 0 {
		lib.Xjs_free_rt(v.vm.tls, v.vm.rt, v.first)
	}
}

const surrogate = 0xed // the first byte of a surrogate that stands alone, as the engine writes it

// wellFormed replaces each surrogate that stands alone by U+FFFD.
func wellFormed(text string) string {
	lone := func(i int) bool { return text[i] == surrogate && i+2 < len(text) && text[i+1] >= 0xa0 }
	for i := 0; i < len(text); i++ {
		if !lone(i) {
			continue
		}
		fixed := make([]byte, 0, len(text))
		for j := 0; j < len(text); j++ {
			if lone(j) {
				fixed, j = append(fixed, "\ufffd"...), j+2
				continue
			}
			fixed = append(fixed, text[j])
		}
		return string(fixed)
	}
	return text
}
