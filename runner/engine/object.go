package engine

import (
	"unsafe"

	lib "modernc.org/libquickjs"
)

// Get reads a property; of undefined and null too, as undefined.
func (v Value) Get(name string) Value {
	if v.IsNullish() {
		return Value{}
	}
	vm := v.vm
	atom := vm.atom(name)
	js := lib.XJS_GetPropertyInternal(vm.tls, vm.ctx, v.raw(), atom, v.raw(), 0)
	vm.freeAtom(atom)
	return vm.got(js)
}

// Index reads an item of an array.
func (v Value) Index(i int) Value {
	return v.vm.got(lib.XJS_GetPropertyUint32(v.vm.tls, v.vm.ctx, v.raw(), uint32(i)))
}

// Length reads the property length.
func (v Value) Length() int { return int(v.Get("length").Integer()) }

// Set writes a property. The value is any that ToValue takes.
func (v Value) Set(name string, value any) {
	vm := v.vm
	js := vm.duplicate(vm.ToValue(value).raw())
	atom := vm.atom(name)
	done := lib.XJS_SetPropertyInternal(vm.tls, vm.ctx, v.raw(), atom, js, v.raw(), lib.MJS_PROP_THROW)
	vm.freeAtom(atom)
	vm.check(done)
}

// Hide defines a property as the language defines its own: writable, configurable, not enumerable.
func (v Value) Hide(name string, value any) {
	v.define(name, value, lib.MJS_PROP_WRITABLE|lib.MJS_PROP_CONFIGURABLE)
}

func (v Value) define(name string, value any, flags int32) {
	vm := v.vm
	js := vm.duplicate(vm.ToValue(value).raw())
	atom := vm.atom(name)
	done := lib.XJS_DefinePropertyValue(vm.tls, vm.ctx, v.raw(), atom, js, flags|lib.MJS_PROP_THROW)
	vm.freeAtom(atom)
	vm.check(done)
}

// Accessor defines a property by its getter and setter.
func (v Value) Accessor(name string, get, set Value) {
	vm := v.vm
	getter, setter := vm.duplicate(get.raw()), vm.duplicate(set.raw())
	atom := vm.atom(name)
	done := lib.XJS_DefinePropertyGetSet(vm.tls, vm.ctx, v.raw(), atom, getter, setter, lib.MJS_PROP_CONFIGURABLE|lib.MJS_PROP_THROW)
	vm.freeAtom(atom)
	vm.check(done)
}

// Keys returns the names of the enumerable properties of its own.
func (v Value) Keys() []string { return v.names(lib.MJS_GPN_STRING_MASK | lib.MJS_GPN_ENUM_ONLY) }

// OwnNames returns the names of all properties of its own.
func (v Value) OwnNames() []string { return v.names(lib.MJS_GPN_STRING_MASK) }

func (v Value) names(which int32) []string {
	if !v.IsObject() {
		return nil
	}
	vm := v.vm
	table, count := &vm.table, &vm.count
	if lib.XJS_GetOwnPropertyNames(vm.tls, vm.ctx, addressOf(table), addressOf(count), v.raw(), which) != 0 {
		panic(vm.pending())
	}
	first, n := *table, *count
	names := make([]string, 0, n)
	if n > 0 {
		for _, property := range unsafe.Slice(at[lib.TJSPropertyEnum](first), n) {
			names = append(names, vm.atomText(property.Fatom))
		}
	}
	lib.XJS_FreePropertyEnum(vm.tls, vm.ctx, first, n)
	return names
}

func (vm *VM) atomText(atom lib.TJSAtom) string {
	js := lib.XJS_AtomToString(vm.tls, vm.ctx, atom)
	text, _ := vm.textOf(js)
	vm.drop(js)
	return text
}

// Prototype returns what it inherits from: an object, or null.
func (v Value) Prototype() Value {
	if !v.IsObject() {
		return Null()
	}
	return v.vm.got(lib.XJS_GetPrototype(v.vm.tls, v.vm.ctx, v.raw()))
}

// Delete removes a property.
func (v Value) Delete(name string) {
	vm := v.vm
	atom := vm.atom(name)
	done := lib.XJS_DeleteProperty(vm.tls, vm.ctx, v.raw(), atom, lib.MJS_PROP_THROW)
	vm.freeAtom(atom)
	vm.check(done)
}

// got makes a Value of what reading a property returned.
func (vm *VM) got(js lib.TJSValue) Value {
	if js.Ftag == lib.EJS_TAG_EXCEPTION {
		panic(vm.pending())
	}
	return vm.value(js)
}

func (vm *VM) check(done int32) {
	if done < 0 {
		panic(vm.pending())
	}
}
