package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLNotReused succeeds when every start gives a URL of its own.
// Rule url-not-reused.
func URLNotReused() *Matcher {
	return matcher("url-not-reused", func(r record.Record, in evidence) rule.Judgement {
		if r.Scenario == ThenFailed {
			return in.notGivenAgain(r)
		}
		first, second := tolds(r, 0, "start"), tolds(r, 1, "start")
		if started(r, 0) && len(second) > 0 && second[0].Text("error") == "" && !started(r, 1) {
			return rule.OutOfScope("the server starts nothing as long as another attempt of the user is open")
		}
		if len(first) == 0 || len(second) == 0 || !started(r, 0) || !started(r, 1) {
			return rule.CannotJudge("one of the starts gave no sign string")
		}
		if sameURL(r) {
			return rule.Breaks("every start gives a URL of its own", "two starts of a user gave the same")
		}
		return rule.Holds()
	})
}

// sameURL says whether the first two starts of a record gave one URL.
func sameURL(r record.Record) bool {
	first, second := tolds(r, 0, "start"), tolds(r, 1, "start")
	return len(first) > 0 && len(second) > 0 && first[0].Int("consult") == second[0].Int("consult")
}

// notGivenAgain judges that a start whose first call failed gives nobody the URL of the start before.
func (in evidence) notGivenAgain(r record.Record) rule.Judgement {
	refused, _ := in.Scenario(ConsultRefused)
	if told := tolds(refused, 0, "start"); len(told) > 0 && told[0].Text("url") != "absent" {
		return rule.OutOfScope("a URL is given to whoever starts in vain; consult-failure-told judges that")
	}
	second := tolds(r, 1, "start")
	if !started(r, 0) || len(second) == 0 {
		return rule.CannotJudge("one of the starts was not answered")
	}
	if second[0].Text("url") != "absent" && sameURL(r) {
		return rule.Breaks("every start gives a URL of its own", "a start whose first call failed gave the URL of the start before")
	}
	return rule.Holds()
}
