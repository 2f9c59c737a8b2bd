package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// encodedIn returns, by the place of their event, the texts of the plain approval that encode the code: they change in one place with
// its first half and in another with its second, in whatever way it was written. Others have none.
func (in evidence) encodedIn(r record.Record) map[int][]string {
	approved, ok := in.approved()
	if !ok || r.ID != approved.ID {
		return nil
	}
	return kept(in, "encoded texts", func() map[int][]string {
		found := map[int][]string{}
		first, second, ok := in.controls()
		if !ok {
			return found
		}
		here, one, two := sinksOf(approved), sinksOf(first), sinksOf(second)
		for name, events := range here {
			for n, at := range events {
				if n >= len(one[name]) || n >= len(two[name]) {
					break
				}
				texts, a, b := textsIn(approved.Events[at]), textsIn(first.Events[one[name][n]]), textsIn(second.Events[two[name][n]])
				for i, text := range texts {
					if i < len(a) && i < len(b) && inHalves(text, a[i], b[i]) {
						found[at] = append(found[at], text)
					}
				}
			}
			spelt(approved, events, func(whole func(record.Record, []int) string, from, to int, pieces []string) {
				if to <= len(one[name]) && to <= len(two[name]) &&
					inHalves(whole(approved, events[from:to]), whole(first, one[name][from:to]), whole(second, two[name][from:to])) {
					found[events[from]] = append(found[events[from]], pieces...)
				}
			})
		}
		return found
	})
}

// sinksOf returns the places of the events by which a program gives something out, by what they are.
func sinksOf(r record.Record) map[string][]int {
	sinks := map[string][]int{}
	for i, e := range r.Events {
		switch e.Type {
		case record.Logged, record.Stored, record.Shown, record.Navigated, record.Requested:
			name := string(e.Type) + " " + text(e, "how") + text(e, "path")
			sinks[name] = append(sinks[name], i)
		}
	}
	return sinks
}

func textsIn(e record.Event) []string {
	var texts []string
	for _, arg := range e.Args {
		eachText(arg, func(s string) { texts = append(texts, s) })
	}
	return texts
}

// What is printed piece by piece: so many lines in a row of so few characters.
const (
	fewestPieces = 8
	longestPiece = 3
)

// spelt visits each run of printed lines that are so short that they may be the pieces of one text.
func spelt(r record.Record, events []int, visit func(whole func(record.Record, []int) string, from, to int, pieces []string)) {
	short := func(at int) bool {
		e := r.Events[at]
		return e.Type == record.Logged && len(text(e, "text")) <= longestPiece
	}
	whole := func(of record.Record, places []int) string {
		joined := ""
		for _, at := range places {
			joined += text(of.Events[at], "text")
		}
		return joined
	}
	for from := 0; from < len(events); from++ {
		to := from
		for to < len(events) && short(events[to]) {
			to++
		}
		if to-from >= fewestPieces {
			visit(whole, from, to, []string{text(r.Events[events[from]], "text")})
		}
		from = max(from, to-1)
	}
}

// encoded is what reveals the code in an event of the plain approval whose texts encode it.
func encoded(texts []string) revealing {
	return func(v record.Value) bool {
		found := false
		eachText(v, func(s string) { found = found || slices.Contains(texts, s) })
		return found
	}
}
