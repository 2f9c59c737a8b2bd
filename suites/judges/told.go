package judges

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// behaviour returns the effects after an event, in order: what is sent, shown, opened and called.
func (in evidence) behaviour(r record.Record, after int) []string {
	n := normalOf(r, in.Profile)
	var lines []string
	for i, e := range r.Events {
		if i <= after {
			continue
		}
		switch e.Type {
		case record.Requested:
			lines = append(lines, n.request(e))
		case record.Called:
			lines = append(lines, "call")
		case record.Navigated:
			lines = append(lines, n.navigation(e))
		case record.Shown:
			if isData(e) {
				lines = append(lines, n.data(e)...)
			} else if !isLoading(e) && !isText(e) {
				lines = append(lines, n.shown(e))
			}
		}
	}
	return lines
}

// told returns what a person is told after an event, in order: dialogs, toasts and titles, pages that are opened, and
// what is new to read on a page.
func (in evidence) told(r record.Record, after int) []string {
	return toldAs(normalOf(r, in.Profile), r, after)
}

func toldAs(n normal, r record.Record, after int) []string {
	seen := newReader(r)
	var lines []string
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
			// What is repeated at once, as a poll repeats it, is told once.
			if len(lines) == 0 || lines[len(lines)-1] != line {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// toldAfterAnswer returns what a person is told once the wallet can have answered.
func (in evidence) toldAfterAnswer(r record.Record) []string {
	after, ok := answered(r)
	if !ok {
		return nil
	}
	return in.told(r, after)
}

// tellsTheSame says whether a person is told the same in two records, and something at all. What is copied from the
// answers makes no difference, and neither does a program whose own words happen to be those of an answer.
func (in evidence) tellsTheSame(r, other record.Record) bool {
	told := in.toldAfterAnswer(r)
	if len(told) == 0 {
		return false
	}
	if slices.Equal(told, in.toldAfterAnswer(other)) {
		return true
	}
	after, _ := answered(r)
	otherAfter, _ := answered(other)
	mine, theirs := normalOf(r, in.Profile), normalOf(other, in.Profile)
	mine.copied, theirs.copied = nil, nil
	return slices.Equal(toldAs(mine, r, after), toldAs(theirs, other, otherAfter))
}

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
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return slices.ContainsFunc(others, func(other []string) bool { return slices.Contains(other, line) })
	})
}

// common returns the lines that are also in the others.
func common(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return !slices.Contains(others, line) })
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
	n := normalOf(r, in.Profile)
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
