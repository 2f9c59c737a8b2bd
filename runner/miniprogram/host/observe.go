package host

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/signspec/signspec/schemas/record"
)

// watched is a result of the signing API that the program reads. A read by its name is an event of its own. What
// looks at all properties, such as JSON.stringify, Object.keys, a spread or a for-in, reads the documented ones: it
// cannot have taken an undocumented name for a documented one.
type watched struct {
	p      *performance
	call   int
	listed map[string]bool // names that were listed and not yet read, in this turn
	turn   int
	at     record.Place // where they were listed
}

// observe wraps a result so that reading it is seen.
func (p *performance) observe(result *goja.Object, call int) goja.Value {
	w := &watched{p: p, call: call}
	return p.rt.ToValue(p.rt.NewProxy(result, &goja.ProxyTrapConfig{
		Get: func(target *goja.Object, name string, _ goja.Value) goja.Value {
			w.get(target, name)
			if value := target.Get(name); value != nil {
				return value
			}
			return goja.Undefined()
		},
		Has: func(target *goja.Object, name string) bool {
			w.read(target, name)
			return has(target, name)
		},
		OwnKeys: func(target *goja.Object) *goja.Object {
			w.list(target)
			names := target.GetOwnPropertyNames()
			values := make([]any, len(names))
			for i, name := range names {
				values[i] = name
			}
			return p.rt.NewArray(values...)
		},
	}))
}

func has(object *goja.Object, name string) bool {
	for o := object; o != nil; o = o.Prototype() {
		if slices.Contains(o.GetOwnPropertyNames(), name) {
			return true
		}
	}
	return false
}

// get notes a read of a property, unless it is part of reading them all.
func (w *watched) get(target *goja.Object, name string) {
	if w.turn == w.p.turn && w.listed[name] {
		delete(w.listed, name)
		return
	}
	w.read(target, name)
}

// read notes that a name was read. What every object has, and what promises and JSON look for, says nothing.
func (w *watched) read(target *goja.Object, name string) {
	if w.p.silent > 0 || name == "then" || name == "toJSON" || w.p.inherited[name] {
		return
	}
	place := w.p.caller()
	if place == nil {
		return // not by the program
	}
	w.note(name, slices.Contains(target.GetOwnPropertyNames(), name), place)
}

func (w *watched) note(name string, present bool, place *record.Place) {
	w.p.add(record.Event{Type: record.Read, Place: place, Args: []record.Value{record.Fields(map[string]record.Value{
		"call": record.Num(float64(w.call)), "property": record.Text(name), "present": record.Bool(present),
	})}})
}

// list notes that all properties were looked at.
func (w *watched) list(target *goja.Object) {
	if w.p.silent > 0 {
		return
	}
	place := w.p.caller()
	if place == nil {
		return
	}
	again := w.listed != nil && w.turn == w.p.turn && w.at == *place // a spread looks twice
	names := target.GetOwnPropertyNames()
	w.listed, w.turn, w.at = map[string]bool{}, w.p.turn, *place
	for _, name := range names {
		w.listed[name] = true
	}
	for _, name := range w.p.documented {
		if !again && slices.Contains(names, name) {
			w.note(name, true, place)
		}
	}
}

// inheritedNames returns the names that every object has.
func inheritedNames(rt *goja.Runtime) map[string]bool {
	names := map[string]bool{}
	for _, name := range rt.NewObject().Prototype().GetOwnPropertyNames() {
		names[name] = true
	}
	return names
}
