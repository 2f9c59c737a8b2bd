package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// forgets says whether, between two events, the person started again where the program knows nothing of an unknown result any
// more: on a page that they have opened since, or once the program has been launched again and it had stored nothing of that. A
// program that does store it has no excuse for doing so only when the server has answered.
func (in evidence) forgets(r record.Record, from, to int) bool {
	return visitedAnew(r, from, to) && in.reminder(r, from, to) == "" && in.reminderLater(r) == ""
}

// despite says of a call that it was made though the program had stored what would have kept it from that; "" where it had not.
func (in evidence) despite(r record.Record, from, to int) string {
	if where := in.reminder(r, from, to); where != "" {
		return " once the program had been launched again, though it had stored, as " + where + ", that it waits for the result"
	}
	if where := in.reminderLater(r); where != "" && visitedAnew(r, from, to) {
		return " once the program had been launched again: it had been closed while the server was asked, and stores only once that has " +
			"answered, as " + where + ", that it waits for the result"
	}
	return ""
}

// reminderLater is where a program that was closed while its server was asked would have stored that there is an unknown result, had
// the server answered before: "" of all others.
func (in evidence) reminderLater(r record.Record) string {
	other, ok := in.scenario(LaunchedAfterUnknown)
	if r.Scenario != LaunchedWhileAsking || !ok {
		return ""
	}
	return in.reminder(other, 0, len(other.Events))
}

// reminder is where a program that was launched again between two events had stored that there is an unknown result: what is set
// there, or says that it is pending, and does not where the program was closed after a failure. The person does the same in both,
// so what else is stored says nothing of the result. "" where nothing is stored of it.
func (in evidence) reminder(r record.Record, from, to int) string {
	here, launched := stored(r.Events[from:to])
	failed, performed := in.scenario(LaunchedAfterFail)
	there, both := stored(failed.Events)
	if !launched || !performed || !both {
		return ""
	}
	otherwise := map[string]setting{} // by a path without its numbers, as a key may hold the time
	for _, d := range there {
		at := unnumbered(d.path)
		otherwise[at] = max(otherwise[at], d.tells())
	}
	i := slices.IndexFunc(here, func(d datum) bool { return d.tells() > otherwise[unnumbered(d.path)] })
	if i < 0 {
		return ""
	}
	return hide(r, here[i].path)
}

// heardBeforeClosing says whether the program had been given an answer of the wallet when the person closed it.
func heardBeforeClosing(r record.Record) bool {
	for _, e := range r.Events {
		switch {
		case e.Type == record.Launched:
			return false
		case answersTo(e, 1):
			return true
		}
	}
	return false
}

// stored returns what was stored when the program was launched again, by its path; false where it was not.
func stored(events []record.Event) ([]datum, bool) {
	i := slices.IndexFunc(events, func(e record.Event) bool { return e.Type == record.Launched })
	if i < 0 {
		return nil, false
	}
	return settings(nil, "", field(events[i], "kept")), true
}

// settings adds the members of what is stored at any depth, also those of JSON text. A list is one of them: how many things have
// happened says nothing of the last.
func settings(found []datum, path string, v record.Value) []datum {
	v = parsed(v)
	if v.Kind() != record.Object {
		return append(found, datum{path, v})
	}
	for _, key := range v.Keys() {
		member, _ := v.Field(key)
		at := key
		if path != "" {
			at = path + "." + key
		}
		found = settings(found, at, member)
	}
	return found
}

// setting is how much something that is stored tells of a result.
type setting int

const (
	unset       setting = iota
	isKept              // it is there
	saysPending         // it says that something is pending
)

// tells says how much a datum that is stored tells.
func (d datum) tells() setting {
	s, _ := d.value.Str()
	switch {
	case blank(d.value) || s == "0":
		return unset
	case undecided.MatchString(s):
		return saysPending
	}
	return isKept
}
