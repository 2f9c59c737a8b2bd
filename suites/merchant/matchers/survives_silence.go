package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SurvivesSilence succeeds when the program can be used again after a call that nothing ever answered: the loading has
// ended, and another start calls the API or asks the server, which may have said by then that there is an agreement. Where nobody
// starts again, the loading has ended or something is under way that may end it. Rule survives-silence.
func SurvivesSilence() *Matcher {
	return matcher("survives-silence", func(r record.Record, in evidence) rule.Judgement {
		expected := "when nothing is ever called back, loading ends and the program can be used again within five minutes"
		again, silent, ok := afterSilence(r)
		if !ok {
			return in.endsSilent(r, expected)
		}
		if len(silent) == 0 {
			return uncalled()
		}
		if told := common(in.toldBetween(r, silent[0].index, again), in.signs()); len(told) > 0 && in.agreed() {
			return rule.Breaks("when nothing is ever called back, nobody is told that it is signed", "it was told %s", quote(told))
		}
		if shown := openLoading(r, again); shown != nil {
			return rule.Breaks(expected, "five minutes after the call the loading is still shown").At(shown.Place)
		}
		if key := in.busyDatum(r, again); key != "" {
			return rule.Breaks(
				expected,
				"five minutes after the call %s is still true, and after every answer of the wallet it is not",
				key,
			).At(lastPlace(until(r, again), record.Called))
		}
		if len(callsOf(r, again, len(r.Events)))+len(requests(r, again)) > 0 || in.confirmed(r, silent[len(silent)-1].index) < again {
			return rule.Holds()
		}
		return absent(
			r,
			expected,
			"starting again after five minutes did not call it, and did this: %s",
			story(since(r, again)),
		).At(lastPlace(until(r, again), record.Called))
	})
}

// afterSilence returns the index of the last start, and the calls of the one before, where nothing was called back to them.
func afterSilence(r record.Record) (again int, silent []call, ok bool) {
	again, ok = lastStart(r)
	if !ok {
		return 0, nil, false
	}
	before, _ := start(r, max(number(r.Events[again], "start")-1, 1))
	silent = slices.DeleteFunc(callsFrom(r, before), func(c call) bool { return c.index >= again })
	answered := slices.ContainsFunc(r.Events[:again], func(e record.Event) bool {
		return len(silent) > 0 && answersTo(e, silent[0].number)
	})
	return again, silent, !answered
}

// openLoading returns the event that showed a loading which is still there before the event of that index.
func openLoading(r record.Record, index int) *record.Event {
	open := map[string]*record.Event{}
	for i := range r.Events[:index] {
		e := &r.Events[i]
		switch {
		case e.Type == record.Shown && isLoading(*e):
			open[text(*e, "how")] = e
		case e.Type == record.Hidden:
			delete(open, text(*e, "how"))
		}
	}
	for _, e := range open {
		return e
	}
	return nil
}

// busyDatum returns a page datum that the flow made true and that is still true before the event of that index, though
// every answer of the wallet ends it: the loading of a program that draws its own.
func (in evidence) busyDatum(r record.Record, index int) string {
	first, _ := start(r, 1)
	was := pageAt(r, first)
	for key, v := range pageAt(r, index) {
		if !isTrue(v) || isTrue(was[key]) {
			continue
		}
		if in.endedByAnswers(key) {
			return strings.TrimSpace(key)
		}
	}
	return ""
}

// endedByAnswers says whether a datum is true for a while, and not in the end, whatever the wallet answers.
func (in evidence) endedByAnswers(key string) bool {
	plain := in.failures()
	if approved, ok := in.approved(); ok {
		plain = append(plain, approved)
	}
	for _, r := range plain {
		if !everTrue(r, key) || isTrue(pageAt(r, len(r.Events))[key]) {
			return false
		}
	}
	return len(plain) > 0
}

func everTrue(r record.Record, key string) bool {
	for _, e := range r.Events {
		if !isData(e) {
			continue
		}
		for _, d := range leaves(field(e, "content")) {
			if dataKey(e, d.path) == key && isTrue(d.value) {
				return true
			}
		}
	}
	return false
}

func isTrue(v record.Value) bool {
	truth, ok := v.Flag()
	return ok && truth
}
