package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// isText says whether an event shows what is to be read on a page once it has been drawn.
func isText(e record.Event) bool { return e.Type == record.Shown && text(e, "how") == "text" }

// drawn says whether a record shows what is to be read on its pages. Where it does not, their data have to do.
func drawn(r record.Record) bool {
	return slices.ContainsFunc(r.Events, func(e record.Event) bool { return isText(e) && len(field(e, "content").Items()) > 0 })
}

// lines returns what is to be read on a page, a line for each piece of text.
func (n normal) lines(e record.Event) []string {
	var lines []string
	for _, item := range field(e, "content").Items() {
		if s, ok := item.Str(); ok {
			lines = append(lines, n.lineOf(e, s))
		}
	}
	return lines
}

func (n normal) lineOf(e record.Event, s string) string {
	return strings.TrimSpace(text(e, "path")+" text") + " " + n.value(record.Text(s), n.sentence)
}

// reader goes through a record and tells what is new to read on a page, event by event: a line that was not there
// before; or, where pages are not drawn, a datum that is not blank and never had that value before.
type reader struct {
	drawn bool
	seen  map[string]bool
}

func newReader(r record.Record) *reader { return &reader{drawn: drawn(r), seen: map[string]bool{}} }

func (seen *reader) read(n normal, e record.Event) []string {
	var all, fresh []string
	switch {
	case isText(e) && seen.drawn:
		all = n.lines(e)
	case isData(e) && !seen.drawn:
		for _, d := range leaves(field(e, "content")) {
			if !blank(d.value) {
				all = append(all, n.datumLine(e, d))
			}
		}
	}
	for _, line := range all {
		if !seen.seen[line] {
			seen.seen[line] = true
			fresh = append(fresh, line)
		}
	}
	return fresh
}

// viewAt returns what is to be read on the pages before the event of that index.
func viewAt(n normal, r record.Record, index int) []string {
	views := map[string][]string{}
	for i, e := range r.Events {
		if i < index && isText(e) {
			views[text(e, "path")] = n.lines(e)
		}
	}
	var lines []string
	for _, view := range views {
		lines = append(lines, view...)
	}
	return lines
}
