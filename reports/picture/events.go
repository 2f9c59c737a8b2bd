package picture

import (
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// A drawing shows this many events; the table of the record has all that matter.
const (
	firstDrawn = 12
	lastDrawn  = 4
)

// drawnEvents are the events that a drawing shows, and where it leaves how many out.
type drawnEvents struct {
	events      []record.Event
	shows       int // the index among them of the one whose payload shows the finding; -1 where none does
	gap, hidden int // hidden events stand before the one at gap
}

// chooseEvents chooses the events to draw. Of a mini program those are left out that only say what it looked at; what
// happened at the place of the finding is always among those that are drawn.
func chooseEvents(r record.Record, f run.Finding) drawnEvents {
	events, shows := r.Events, f.Event-1
	if r.API == record.ProgramAPI {
		events = slices.DeleteFunc(slices.Clone(events), func(e record.Event) bool {
			return onlyLooks(e) && !causedAt(f, e.Place)
		})
		shows = -1 // of a program, places are marked
	}
	hidden := len(events) - firstDrawn - lastDrawn
	if hidden <= 0 {
		return drawnEvents{events: events, shows: shows}
	}
	first, last := events[:firstDrawn:firstDrawn], events[firstDrawn+hidden:]
	for _, e := range events[firstDrawn : firstDrawn+hidden] {
		if causedAt(f, e.Place) {
			first, hidden = append(first, e), hidden-1
			break // one shows where it is; a loop may have caused thousands
		}
	}
	switch {
	case shows >= firstDrawn+hidden:
		shows -= hidden
	case shows >= firstDrawn:
		first, hidden, shows = append(first, events[shows]), hidden-1, firstDrawn
	}
	return drawnEvents{events: append(first, last...), shows: shows, gap: len(first), hidden: hidden}
}

// onlyLooks says whether an event of a mini program only says what it looked at.
func onlyLooks(e record.Event) bool {
	switch e.Type {
	case record.Read, record.Page, record.Used, record.Asked, record.Hidden:
		return true
	}
	return false
}
