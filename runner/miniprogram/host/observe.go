package host

import (
	"slices"

	"github.com/signspec/signspec/runner/engine"
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
func (p *performance) observe(result engine.Value, call int) engine.Value {
	w := &watched{p: p, call: call}
	result = result.Keep()
	return p.vm.Observe(result, engine.Observer{
		Get: func(name string) { w.get(result, name) }, Has: func(name string) { w.read(result, name) }, Keys: func() { w.list(result) },
	})
}

// get notes a read of a property, unless it is part of reading them all.
func (w *watched) get(target engine.Value, name string) {
	if w.turn == w.p.turn && w.listed[name] {
		delete(w.listed, name)
		return
	}
	w.read(target, name)
}

// read notes that a name was read. What every object has, and what promises and JSON look for, says nothing.
func (w *watched) read(target engine.Value, name string) {
	if w.p.silent > 0 || name == "then" || name == "toJSON" || w.p.inherited[name] {
		return
	}
	place := placeIn(w.p.vm.Reading(name))
	if place == nil {
		return // not by the program
	}
	w.note(name, slices.Contains(target.OwnNames(), name), place)
}

func (w *watched) note(name string, present bool, place *record.Place) {
	w.p.add(record.Event{Type: record.Read, Place: place, Args: []record.Value{record.Fields(map[string]record.Value{
		"call": record.Num(float64(w.call)), "property": record.Text(name), "present": record.Bool(present),
	})}})
}

// list notes that all properties were looked at.
func (w *watched) list(target engine.Value) {
	if w.p.silent > 0 {
		return
	}
	place := placeIn(w.p.vm.Reading(""))
	if place == nil {
		return
	}
	again := w.listed != nil && w.turn == w.p.turn && w.at == *place // a spread looks twice
	names := target.OwnNames()
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
func inheritedNames(vm *engine.VM) map[string]bool {
	names := map[string]bool{}
	for _, name := range vm.Object().Prototype().OwnNames() {
		names[name] = true
	}
	return names
}
