package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// FailingInstead names the scenario beyond the plan that another one is compared with in which a person cancels, or the result is
// unknown: the same, and in the end the signing fails. It is "" of all others.
func FailingInstead(scenario string) string {
	for _, o := range []record.Outcome{record.Cancel, record.Unknown} {
		if rest, ok := strings.CutPrefix(scenario, string(o)); ok && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ", ")) {
			return string(record.Fail) + rest
		}
	}
	return ""
}

// failingInstead returns the record of that scenario, where the program called the API in it and heard of the failure.
func (in evidence) failingInstead(r record.Record) (record.Record, bool) {
	name := FailingInstead(r.Scenario)
	if name == "" {
		return record.Record{}, false
	}
	failed, ok := in.scenario(name)
	return failed, ok && len(calls(failed)) > 0 && heard(failed, ofFailure()...)
}

// standsAlike says whether a person is told the same in two records that differ in the last answer only, and then also finds the same
// on the page, meanwhile and in the end: what stood there before that answer is not told anew, and may be what tells the two apart.
func (in evidence) standsAlike(r, failed record.Record) bool {
	return in.tellsTheSame(r, failed) && sameLines(in.standing(r), in.standing(failed)) && sameLines(in.lasting(r), in.lasting(failed))
}

// standing returns what is to be read on a page whenever it is drawn once the answer has come, be it new or not.
func (in evidence) standing(r record.Record) []string {
	after, ok := answered(r)
	if !ok {
		return nil
	}
	n, clock := in.normal(r), in.byTheClock()
	var all []string
	for _, e := range r.Events[after:] {
		if isText(e) {
			all = append(all, slices.DeleteFunc(n.lines(e), func(line string) bool { return clock.wrote(effect{line, e.At}) })...)
		}
	}
	return all
}

// lasting returns what is to be read in the end; where pages are not drawn, what their data are by then.
func (in evidence) lasting(r record.Record) []string {
	if drawn(r) {
		return in.left(r)
	}
	n := in.normal(r)
	var data []string
	for key, v := range pageAt(r, len(r.Events)) {
		if !blank(v) {
			data = append(data, key+" "+n.value(v, n.datum))
		}
	}
	return data
}

// tellsAsUsual says whether a person is told nothing but what they are told where nothing came before, be it with another number, and
// that tells the answer from a failure there: what would tell it now may stand there already.
func (in evidence) tellsAsUsual(r, failed record.Record) bool {
	plain, ok := in.scenario(Outcome(r.Stage.Outcome))
	if !ok || in.tellsTheSame(plain, failed) {
		return false
	}
	usual := map[string]bool{}
	for _, line := range in.toldAfterAnswer(plain) {
		usual[unnumbered(line)] = true
	}
	return !slices.ContainsFunc(in.toldAfterAnswer(r), func(line string) bool { return !usual[unnumbered(line)] })
}

// besideFailing is how the break of a rule names the scenario that it was compared with.
func besideFailing(told []string, failed record.Record) string {
	return "the same as in " + failed.Scenario + ": " + quote(told)
}

// unheard leaves a rule unjudged that compares failures which nobody heard of.
func unheard() rule.Judgement {
	return rule.CannotJudge("the failure was not heard; handles-outcomes judges that")
}
