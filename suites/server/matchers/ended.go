package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// over is an agreement that was bound and came to its end.
type over struct {
	attempt int
	until   int // the place of what next began something, or handed a code over: till there nothing but the end bears on its user
}

// unbinds says whether an event asks the server to unbind.
func unbinds(e record.Event) bool { return e.Type == record.Sent && e.Text("to") == "unbind" }

// handsOver says whether an event hands a code over.
func handsOver(e record.Event) bool {
	return again(e) || e.Type == record.Sent && e.Text("to") == "result"
}

// overBy lists the agreements of a record that some event ended, the first such event of each.
func overBy(r record.Record, ends func(record.Event) bool) []over {
	var found []over
	known := map[int]bool{}
	for i, e := range r.Events {
		attempt := e.Int("attempt")
		if !ends(e) || known[attempt] || !boundBefore(r, attempt, i) {
			continue
		}
		known[attempt] = true
		of := over{attempt, len(r.Events)}
		for j := i + 1; j < len(r.Events) && of.until == len(r.Events); j++ {
			if next := r.Events[j]; handsOver(next) || next.Type == record.Sent && next.Text("to") == "start" {
				of.until = j
			}
		}
		found = append(found, of)
	}
	return found
}

// stays says whether the server says of an agreement that is over that it is bound all the same. That a status says what it said
// before is in no record.
func (o over) stays(r record.Record) bool { return boundBefore(r, o.attempt, o.until) }

// boundBefore says whether an attempt is bound by what was told before a place of a record.
func boundBefore(r record.Record, attempt, place int) bool {
	part := r
	part.Events = r.Events[:place]
	return bound(part, attempt)
}

// isOver says whether an attempt came to its end somewhere before a place of a record.
func isOver(r record.Record, attempt, before int) bool {
	for _, e := range r.Events[:before] {
		if e.Int("attempt") == attempt && (cancels(e) || unbinds(e)) {
			return true
		}
	}
	return false
}

// broughtBack says what something did that came of an agreement which was over: its user is bound again, or no more by the
// agreement that was made since. The empty text is neither.
func broughtBack(r record.Record, comes func(record.Event) bool) string {
	for i, e := range r.Events {
		attempt := e.Int("attempt")
		if !comes(e) || !isOver(r, attempt, i) {
			continue
		}
		if since, ok := agreedSince(r, attempt, i); ok {
			if boundBefore(r, since, i) && !isOver(r, since, len(r.Events)) && !bound(r, since) {
				return "it ended the agreement that was made since"
			}
			continue
		}
		if !boundBefore(r, attempt, i) && bound(r, attempt) {
			return "it bound the user again, whose agreement was over"
		}
	}
	return ""
}

// agreedSince is the attempt that the user of another started before a place of a record, when that was over.
func agreedSince(r record.Record, attempt, before int) (int, bool) {
	user := -1
	since, found := 0, false
	for i, e := range r.Events[:before] {
		if e.Type != record.Sent || e.Text("to") != "start" {
			continue
		}
		switch of := e.Int("attempt"); {
		case of == attempt:
			user = e.Int("user")
		case e.Int("user") == user && isOver(r, attempt, i):
			since, found = of, true
		}
	}
	return since, found
}

// stillBound judges whether an agreement outlasts what belongs to one before.
func stillBound(r record.Record, comes func(record.Event) bool, expected string) rule.Judgement {
	if said := broughtBack(r, comes); said != "" {
		return rule.Breaks(expected, "%s", said)
	}
	return rule.Holds()
}
