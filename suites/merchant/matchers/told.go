package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// effect is one thing that a program did, as a line, and when, in virtual milliseconds.
type effect struct {
	line string
	at   float64
}

func lines(effects []effect) []string {
	var all []string
	for _, e := range effects {
		all = append(all, e.line)
	}
	return all
}

// behaviour returns the effects after an event, in order: what is shown, opened and called, and what is sent to the
// routes that the server is known to have. Where pages are drawn, what their data are is nothing that anybody sees; and
// what goes to another route than those of the signing counts visits, for all that is known of it.
func (in evidence) behaviour(r record.Record, after int) []effect {
	n := in.normal(r)
	seen := newReader(r)
	var all []effect
	for i, e := range r.Events {
		if i <= after {
			seen.read(n, e)
			continue
		}
		var did []string
		switch e.Type {
		case record.Requested:
			if text(e, "role") != "" || !in.hasRole(schemas.ResultRole) {
				did = []string{n.request(e)}
			}
		case record.Called:
			did = []string{"call"}
		case record.Navigated:
			did = []string{n.navigation(e)}
		case record.Shown:
			switch {
			case isText(e):
				did = seen.read(n, e)
			case isData(e) && !seen.drawn:
				did = n.data(e)
			case !isData(e) && !isLoading(e):
				did = []string{n.shown(e)}
			}
		}
		for _, line := range did {
			all = append(all, effect{line, e.At})
		}
	}
	return all
}

// told returns what a person is told after an event, in order: dialogs, toasts and titles, pages that are opened, and
// what is new to read on a page, unless only the clock writes it.
func (in evidence) told(r record.Record, after int) []string {
	clock := in.byTheClock()
	return once(slices.DeleteFunc(toldAs(in.normal(r), r, after), clock.wrote))
}

// toldBetween returns what a person is told between two events.
func (in evidence) toldBetween(r record.Record, after, before int) []string {
	clock := in.byTheClock()
	return once(slices.DeleteFunc(toldAs(in.normal(r), until(r, before), after), clock.wrote))
}

// toldEver returns what a person is told from the beginning on, and what the clock writes.
func (in evidence) toldEver(r record.Record) []string {
	return kept(in, of{"ever told", r.ID}, func() []string { return once(toldAs(in.normal(r), r, -1)) })
}

func toldAs(n normal, r record.Record, after int) []effect {
	seen := newReader(r)
	var all []effect
	for i, e := range r.Events {
		fresh := seen.read(n, e)
		switch {
		case i <= after:
			continue
		case e.Type == record.Navigated && text(e, "how") != "navigateBack":
			fresh = []string{n.navigation(e)}
		case e.Type == record.Shown && !isData(e) && !isText(e) && !isLoading(e):
			fresh = []string{n.shown(e)}
		}
		for _, line := range fresh {
			all = append(all, effect{line, e.At})
		}
	}
	return all
}

// once returns the lines of effects. What is repeated at once, as a poll repeats it, is told once.
func once(effects []effect) []string { return slices.Compact(lines(effects)) }

// toldAfterAnswer returns what a person is told once the wallet can have answered.
func (in evidence) toldAfterAnswer(r record.Record) []string {
	return kept(in, of{"told after the answer", r.ID}, func() []string {
		after, ok := answered(r)
		if !ok {
			return nil
		}
		return in.told(r, after)
	})
}

// tellsTheSame says whether a person is told the same in two records, and something at all. What is copied from the
// answers makes no difference, and neither does a program whose own words happen to be those of an answer. The order
// makes none: it may be that of a clock.
func (in evidence) tellsTheSame(r, other record.Record) bool {
	told := in.toldAfterAnswer(r)
	if len(told) == 0 {
		return false
	}
	if sameLines(told, in.toldAfterAnswer(other)) || in.readsTheSame(r, other) {
		return true
	}
	after, _ := answered(r)
	otherAfter, _ := answered(other)
	clock := in.byTheClock()
	literal := func(r record.Record, after int) []string {
		return once(slices.DeleteFunc(toldAs(in.normal(r).literal(), r, after), clock.wrote))
	}
	return sameLines(literal(r, after), literal(other, otherAfter))
}

// sameLines says whether two lists hold the same lines, in whatever order and number.
func sameLines(a, b []string) bool { return len(without(a, b)) == 0 && len(without(b, a)) == 0 }

// isLoading says whether an event shows or hides only that something is going on.
func isLoading(e record.Event) bool {
	return strings.Contains(strings.ToLower(text(e, "how")), "loading")
}

func (n normal) request(e record.Event) string {
	return strings.TrimSpace(text(e, "method") + " " + n.sentence(text(e, "url")) + " " + n.value(field(e, "body"), n.sentence))
}

func (n normal) navigation(e record.Event) string {
	return text(e, "how") + " " + n.sentence(text(e, "url"))
}

func (n normal) shown(e record.Event) string {
	return text(e, "how") + " " + n.value(field(e, "content"), n.sentence)
}

func (n normal) data(e record.Event) []string {
	var lines []string
	for _, d := range leaves(field(e, "content")) {
		lines = append(lines, n.datumLine(e, d))
	}
	return lines
}

func (n normal) datumLine(e record.Event, d datum) string {
	return strings.TrimSpace(text(e, "path")+" data "+d.path) + " = " + n.value(d.value, n.datum)
}

// without returns the lines that are in none of the others.
func without(lines []string, others ...[]string) []string {
	known := map[string]bool{}
	for _, other := range others {
		for _, line := range other {
			known[line] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return known[line] })
}

// common returns the lines that are also in the others.
func common(lines, others []string) []string {
	known := map[string]bool{}
	for _, line := range others {
		known[line] = true
	}
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return !known[line] })
}

// shownLines is how many lines a message quotes.
const shownLines = 3

// quote puts lines into a message.
func quote(lines []string) string {
	if len(lines) == 0 {
		return "nothing"
	}
	more := ""
	if len(lines) > shownLines {
		lines, more = lines[:shownLines], ", ..."
	}
	return strings.Join(lines, ", ") + more
}

// placeOf returns the place of the first event after an index that is told as one of the lines; of what is read on a
// page, the place that set the data before it was drawn.
func (in evidence) placeOf(r record.Record, after int, lines []string) *record.Place {
	n := in.normal(r)
	var set *record.Place
	for i, e := range r.Events {
		if i <= after {
			continue
		}
		if isData(e) && e.Place != nil {
			set = e.Place
		}
		var told []string
		switch {
		case isText(e):
			told = n.lines(e)
		case isData(e):
			told = n.data(e)
		case e.Type == record.Navigated:
			told = []string{n.navigation(e)}
		case e.Type == record.Shown:
			told = []string{n.shown(e)}
		}
		if len(common(told, lines)) > 0 {
			if isText(e) {
				return set
			}
			return e.Place
		}
	}
	return nil
}
