package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// readsTheSame says whether a person reads the same after the answers of two records, and something at all: nobody reads the
// query by which a page is opened, but what the page makes of it. What a page draws without a word, such as a colour, is
// known by its data only.
func (in evidence) readsTheSame(r, other record.Record) bool {
	mine, theirs := in.readable(r), in.readable(other)
	return len(mine) > 0 && sameLines(mine, theirs) && in.openedAlike(r, other)
}

// readable returns what a person is told after the answer, with pages that are opened named by their paths where they are
// drawn.
func (in evidence) readable(r record.Record) []string {
	return kept(in, of{"readable", r.ID}, func() []string {
		after, ok := answered(r)
		if !ok {
			return nil
		}
		return unaddressed(r, in.toldAfterAnswer(r), in.openedPages(r, after))
	})
}

// unaddressed takes the queries from what opens one of the pages.
func unaddressed(r record.Record, told, pages []string) []string {
	if !drawn(r) {
		return told
	}
	var lines []string
	for _, line := range told {
		lines = append(lines, pathOnly(line, pages))
	}
	return slices.Compact(lines)
}

// pathOnly takes the query from a line that opens one of the pages.
func pathOnly(line string, pages []string) string {
	address, _, queried := strings.Cut(line, "?")
	if queried && slices.ContainsFunc(pages, func(path string) bool { return strings.HasSuffix(address, path) }) {
		return address
	}
	return line
}

// did returns what a program did after the answer, as a person can read it where the pages that it opened in two records
// have the same data.
func (in evidence) did(r, other record.Record) []effect {
	after, _ := answered(r)
	all := in.behaviour(r, after)
	if pages := in.openedPages(r, after); drawn(r) && in.openedAlike(r, other) {
		for i := range all {
			all[i].line = pathOnly(all[i].line, pages)
		}
	}
	return all
}

// openedPages lists the pages of the program that were opened after an event.
func (in evidence) openedPages(r record.Record, after int) []string {
	var pages []string
	for i, e := range r.Events {
		if i <= after || e.Type != record.Navigated {
			continue
		}
		if path := opened(r, i); path != "" && !slices.Contains(pages, path) {
			pages = append(pages, path)
		}
	}
	return pages
}

// openedAlike says whether the pages that were opened after the answers have the same data in the end.
func (in evidence) openedAlike(r, other record.Record) bool {
	data := func(r record.Record) []string {
		after, _ := answered(r)
		pages := in.openedPages(r, after)
		n := in.normal(r)
		var all []string
		for key, v := range pageAt(r, len(r.Events)) {
			path, _, _ := strings.Cut(key, " ")
			if slices.Contains(pages, path) && !blank(v) {
				all = append(all, key+" "+n.value(v, n.sentence))
			}
		}
		return all
	}
	return sameLines(data(r), data(other))
}
