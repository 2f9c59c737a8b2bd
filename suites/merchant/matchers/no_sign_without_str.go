package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NoSignWithoutStr succeeds when the API is not called where the server gives no sign string, and the user is told.
// Rule no-sign-without-str.
func NoSignWithoutStr() *Matcher {
	return matcher("no-sign-without-str", func(r record.Record, in evidence) rule.Judgement {
		later := r.Scenario == PrepareMissingAgain || attempt(r) > 0
		if !strings.HasPrefix(r.Scenario, PreparePrefix) && !later && gave(r) {
			return rule.CannotJudge("the server gives a sign string")
		}
		if !slices.ContainsFunc(requests(r, -1), func(q request) bool { return q.role == schemas.PrepareRole }) {
			return rule.CannotJudge("the program does not ask the server for a sign string")
		}
		expected := "when the server gives no sign string, the API is not called and the user is told"
		if later {
			return in.signsWithAnOldString(r, expected)
		}
		if made := calls(r); len(made) > 0 {
			name, got := in.signStr(made[0].options)
			return rule.Breaks(expected, "the API was called with %s %s", name, got).At(made[0].place)
		}
		if in.toldOtherwise(r) {
			return rule.Holds()
		}
		if approved, ok := in.approved(); ok && len(calls(approved)) == 0 {
			return uncalled()
		}
		return absent(r, expected, "nothing is shown that a person who signs is not shown as well").At(lastPlace(r, record.Requested))
	})
}

// gave says whether the server gave the sign string of a record.
func gave(r record.Record) bool {
	return slices.ContainsFunc(requests(r, -1), func(q request) bool { return gaveSignStr(r, q) })
}

// signsWithAnOldString judges a later start for which the server gives no sign string: there is the one of the first.
func (in evidence) signsWithAnOldString(r record.Record, expected string) rule.Judgement {
	again, ok := start(r, 2)
	if !ok || !slices.ContainsFunc(requests(r, again), func(q request) bool { return q.role == schemas.PrepareRole }) {
		return rule.CannotJudge("the program does not ask the server for a sign string again")
	}
	if made := callsOf(r, again, len(r.Events)); len(made) > 0 {
		name, got := in.signStr(made[0].options)
		return rule.Breaks(expected, "for another start there was none, and the API was called with %s %s", name, got).At(made[0].place)
	}
	first, _ := start(r, 1)
	if drawn(r) && len(in.readBetween(r, first, again)) > 0 && len(in.readBetween(r, again, len(r.Events))) == 0 {
		return absent(r, expected, "for another start there was none, and nothing is shown then that a person who signs is not shown as well").
			At(lastPlace(r, record.Requested))
	}
	return rule.Holds()
}

// readBetween returns what is to be read between two events, or comes over the page, and is not in the plain approval. Who tells
// without a word is not known to tell nothing.
func (in evidence) readBetween(r record.Record, from, to int) []string {
	n := in.normal(r)
	read := viewAt(n, r, to)
	for i, e := range r.Events[:to] {
		switch {
		case i <= from:
		case isText(e):
			read = append(read, n.lines(e)...)
		case e.Type == record.Navigated:
			read = append(read, n.navigation(e))
		case e.Type == record.Shown && !isData(e) && !isLoading(e):
			read = append(read, n.shown(e))
		}
	}
	approved, ok := in.approved()
	if !ok {
		return read
	}
	counting := clock{counters: in.counters(approved)}
	return slices.DeleteFunc(without(read, in.toldEver(approved)), counting.counts)
}

// toldOtherwise says whether a person is told something that is not told in the plain approval, at any time: a page may
// count down, or show one advertisement after the other, all the while. Or whether a person no longer finds something
// there that stands there in the plain approval before the start, such as the button.
func (in evidence) toldOtherwise(r record.Record) bool {
	told := in.toldEver(r)
	approved, ok := in.approved()
	if !ok {
		return len(told) > 0
	}
	counting := clock{counters: in.counters(approved)}
	if len(slices.DeleteFunc(without(told, in.toldEver(approved)), counting.counts)) > 0 {
		return true
	}
	mine, _ := start(r, 1)
	usual, _ := start(approved, 1)
	n := in.normal(r)
	if len(slices.DeleteFunc(without(viewAt(n, approved, usual), viewAt(n, r, mine)), counting.counts)) > 0 {
		return true
	}
	if !drawn(r) {
		mine = len(r.Events)
	}
	now := pageAt(r, mine)
	for key, v := range pageAt(approved, usual) {
		if mine, there := now[key]; there && blank(mine) && !blank(v) {
			return true
		}
	}
	return false
}

// lastPlace returns the place of the last event of one of the types that has one.
func lastPlace(r record.Record, types ...record.EventType) *record.Place {
	for _, e := range slices.Backward(r.Events) {
		if e.Place != nil && slices.Contains(types, e.Type) {
			return e.Place
		}
	}
	return nil
}
