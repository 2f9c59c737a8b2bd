package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// endsSilent judges a visit that ends in silence: nothing is left in it that the program waits for, and what is loading then loads for
// ever, whatever the person did meanwhile. Where the program has told the person something since the call, it may have offered a
// way on, and only what lies over the page is held against it.
func (in evidence) endsSilent(r record.Record, expected string) rule.Judgement {
	made := calls(r)
	if len(made) == 0 {
		return uncalled()
	}
	silent := made[0]
	if slices.ContainsFunc(r.Events, func(e record.Event) bool { return answersTo(e, silent.number) }) {
		return rule.CannotJudge("the flow is not started again after silence")
	}
	if r.End != record.Idle {
		return rule.CannotJudge("something is under way in the end, which may end the loading")
	}
	end := len(r.Events)
	if shown := openLoading(r, end); shown != nil {
		return rule.Breaks(expected, "the loading is shown to the end, and nothing is left that could hide it").At(shown.Place)
	}
	if key := in.busyDatum(r, end); key != "" && len(in.told(r, silent.index)) == 0 {
		return rule.Breaks(
			expected,
			"%s is true to the end, as after no answer of the wallet, and nothing is left that could change it",
			key,
		).At(silent.place)
	}
	return rule.Holds()
}

// answersTo says whether an event answers a call, which is named by its number, or a later one.
func answersTo(e record.Event, call int) bool {
	return e.Type == record.Delivered && text(e, "callback") != "return" && max(number(e, "call"), 1) >= call
}
