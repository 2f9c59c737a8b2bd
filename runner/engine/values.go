package engine

import lib "modernc.org/libquickjs"

// values are the values of a VM that the host holds, so that the engine keeps them: those of the calls that run, the
// innermost last, and those that are kept.
type values struct {
	vm     *VM
	calls  []held
	kept   []held
	spare  []int // places in kept
	serial uint64
}

type held struct {
	js     lib.TJSValue
	serial uint64
	lent   bool // it is held by who calls, as long as the call lasts
}

// value makes a Value of what the engine returned, which is the host's to free.
func (vm *VM) value(js lib.TJSValue) Value { return vm.values.hold(js, false) }

// argument makes a Value of what the engine lends for a call.
func (vm *VM) argument(js lib.TJSValue) Value { return vm.values.hold(js, true) }

func (h *values) hold(js lib.TJSValue, lent bool) Value {
	if js.Ftag == lib.EJS_TAG_UNDEFINED {
		return Value{}
	}
	if js.Ftag >= 0 { // it is in itself
		return Value{vm: h.vm, js: js}
	}
	h.serial++
	h.calls = append(h.calls, held{js, h.serial, lent})
	return Value{vm: h.vm, js: js, place: len(h.calls), serial: h.serial}
}

func (h *values) holds(v Value) bool {
	if v.place < 0 {
		return h.kept[-v.place-1].serial == v.serial
	}
	return v.place <= len(h.calls) && h.calls[v.place-1].serial == v.serial
}

// scope begins what lasts as long as a call, and returns the function that ends it.
func (h *values) scope() int { return len(h.calls) }

func (h *values) end(scope int) {
	for _, one := range h.calls[scope:] {
		if !one.lent {
			lib.XFreeValue(h.vm.tls, h.vm.ctx, one.js)
		}
	}
	h.calls = h.calls[:scope]
}

// Keep makes the value last until Release, or as long as its VM.
func (v Value) Keep() Value {
	if v.serial == 0 {
		return v
	}
	h := &v.vm.values
	h.serial++
	one := held{js: v.vm.duplicate(v.raw()), serial: h.serial}
	if n := len(h.spare); n > 0 {
		place := h.spare[n-1]
		h.spare = h.spare[:n-1]
		h.kept[place] = one
		return Value{vm: v.vm, js: one.js, place: -place - 1, serial: one.serial}
	}
	h.kept = append(h.kept, one)
	return Value{vm: v.vm, js: one.js, place: -len(h.kept), serial: one.serial}
}

// Release ends what Keep returned; of any other value it does nothing.
func (v Value) Release() {
	if v.place >= 0 || !v.vm.values.holds(v) {
		return
	}
	h := &v.vm.values
	h.kept[-v.place-1] = held{}
	h.spare = append(h.spare, -v.place-1)
	lib.XFreeValue(v.vm.tls, v.vm.ctx, v.js)
}

// duplicate counts one more reference.
func (vm *VM) duplicate(js lib.TJSValue) lib.TJSValue { return lib.XDupValue(vm.tls, vm.ctx, js) }

func (vm *VM) drop(js lib.TJSValue) { lib.XFreeValue(vm.tls, vm.ctx, js) }
