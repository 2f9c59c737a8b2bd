package secret

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
)

// Record returns the record with every secret masked, in every text and every key of it, and with what looks like one
// masked in what the target printed, threw, opened and changed. The secrets of the record itself are learned first.
func (m *Masker) Record(r record.Record) record.Record {
	if m == nil {
		return r
	}
	m.Learn(r)
	w := m.newWalk(r)
	r.Args = w.value(at("args"), r.Args, false)
	if r.Stage != nil && r.Stage.AuthCode != nil {
		stage, code := *r.Stage, m.valueOf(*r.Stage.AuthCode, true)
		stage.AuthCode = &code
		r.Stage = &stage
	}
	events := make([]record.Event, len(r.Events))
	for i, e := range r.Events {
		events[i] = w.event(e)
	}
	r.Events = events
	r.Changed = w.changed(r.Changed)
	r.Console = w.console(r.Console)
	r.Reason = w.printed(m.Text(r.Reason))
	return r
}

// Redact returns the value with the secrets it names masked for good: for messages, where nothing is compared.
func Redact(v record.Value) record.Value { return new(Masker).valueOf(v, false) }

// valueOf masks a value that stands by itself.
func (m *Masker) valueOf(v record.Value, secret bool) record.Value {
	return (&walk{Masker: m}).value(0, v, secret)
}

// walk is one way through a record: first over its texts, to see what consecutive ones spell together, and then again,
// in the same order, to mask them.
type walk struct {
	*Masker
	given   given
	spelled [][]span // of each text of the walk, the pieces that spell a secret together with those of others
	next    int
	looks   bool // whether what looks like a secret is masked as well
}

func (m *Masker) newWalk(r record.Record) *walk {
	return &walk{Masker: m, given: given{record: r}, spelled: m.spell(r)}
}

func (w *walk) event(e record.Event) record.Event {
	w.looks = showsLooks(e.Type)
	args := make([]record.Value, len(e.Args))
	for i, arg := range e.Args {
		args[i] = w.value(at(string(e.Type)), arg, false)
	}
	w.looks = false
	e.Args = args
	if e.Place != nil {
		place := *e.Place
		place.File = w.Text(place.File)
		e.Place = &place
	}
	return e
}

func (w *walk) changed(fields map[string]record.Value) map[string]record.Value {
	if fields == nil {
		return nil
	}
	w.looks = true
	changed := make(map[string]record.Value, len(fields))
	for _, name := range sortedNames(fields) {
		changed[free(changed, w.Text(name))] = w.value(at("changed"), fields[name], isSecretField(name))
	}
	w.looks = false
	return changed
}

func (w *walk) console(lines []string) []string {
	if lines == nil {
		return nil
	}
	masked := make([]string, len(lines))
	for i, line := range lines {
		masked[i] = w.printed(w.text(line))
	}
	return masked
}

// value masks a value; secret says that it is one, whatever it holds.
func (w *walk) value(s site, v record.Value, secret bool) record.Value {
	text, isText := v.Written()
	if isText {
		spelled := w.pieces()
		if text == "" || v.IsMasked() {
			return v
		}
		if (secret || w.wholes[text]) && !onlyNotes(text) && !isBlank(text) {
			return w.maskWhole(v, text)
		}
		return w.looked(v.Rewritten(w.with(text, spelled)), text)
	}
	if _, ok := v.Number(); ok {
		if digits, _ := written(v); secret || len(w.found(digits)) > 0 {
			return w.maskWhole(v, v.String())
		}
		return v
	}
	if numbers, ok := Numbers(v); ok && w.Text(numbers) != numbers {
		return record.Text(partNote(len(v.Items())))
	}
	if items := v.Items(); items != nil {
		masked := make([]record.Value, len(items))
		for i, item := range items {
			masked[i] = w.value(s, item, secret)
		}
		return v.WithItems(masked)
	}
	if !v.Has() {
		return v
	}
	fields := make(map[string]record.Value)
	for _, name := range keys(v) {
		field, _ := v.Field(name)
		fields[free(fields, w.Text(name))] = w.value(s, field, secret || isSecretField(name))
	}
	return v.WithFields(fields)
}

// looked masks what looks like a secret, where that is asked for, and what cannot keep its kind when a part of it is
// masked.
func (w *walk) looked(v record.Value, before string) record.Value {
	text, _ := v.Written()
	if w.looks {
		text = w.suspected(text)
		v = v.Rewritten(text)
	}
	if v.Kind() == record.BigInt && text != before {
		return w.maskWhole(v.Rewritten(before), before)
	}
	return v
}

// maskWhole masks a string, a number or a bigint.
func (w *walk) maskWhole(v record.Value, text string) record.Value {
	switch v.Kind() {
	case record.String:
		return record.Mask{Length: v.Length(), HMAC: w.hmac(text)}.Value()
	case record.Number, record.BigInt:
		shown := v.String()
		return record.Mask{Length: utf8.RuneCountInString(shown), HMAC: w.hmac(shown), Type: v.Kind()}.Value()
	}
	return v.Rewritten(w.Text(text))
}

// free is a name that no field has yet: two names may be masked alike, and neither may hide the other's value.
func free(fields map[string]record.Value, name string) string {
	unique := name
	for n := 2; ; n++ {
		if _, taken := fields[unique]; !taken {
			return unique
		}
		unique = fmt.Sprintf("%s (%d)", name, n)
	}
}

// text masks the next text of the walk.
func (w *walk) text(s string) string { return w.with(s, w.pieces()) }

// pieces returns what the next text of the walk spells together with others.
func (w *walk) pieces() []span {
	if w.next >= len(w.spelled) {
		return nil
	}
	w.next++
	return w.spelled[w.next-1]
}

// with masks a text, and those pieces of it.
func (w *walk) with(s string, pieces []span) string {
	if len(pieces) > 0 {
		s = w.replace(s, apart(slices.Concat(w.found(s), pieces)))
	}
	return w.Text(s)
}
