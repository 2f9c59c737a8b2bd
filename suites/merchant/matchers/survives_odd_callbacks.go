package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SurvivesOddCallbacks succeeds when callbacks that are synchronous, late, doubled or out of order cause no crash, no
// second sending of the result and no contradictory message. Rule survives-odd-callbacks.
func SurvivesOddCallbacks() *Matcher {
	return matcher("survives-odd-callbacks", func(r record.Record, in evidence) rule.Judgement {
		if r.Stage == nil {
			return rule.CannotJudge("no outcome was staged")
		}
		plain, ok := in.scenario(Outcome(r.Stage.Outcome))
		if !ok || r.Scenario == plain.Scenario {
			return rule.CannotJudge("there is no ordinary answer to compare with")
		}
		if len(calls(r)) == 0 {
			return uncalled()
		}
		expected := "callbacks out of order cause no crash, no second sending and no contradictory message"
		e, crashed := newCrash(r, plain)
		if crashed && attempt(r) > 0 {
			return afterCrash() // any second start may cause it
		}
		if crashed {
			return rule.Breaks(expected, "%s", hide(r, uncaughtText(e))).At(e.Place)
		}
		again, _ := sentAgain(r)
		if again != nil && r.Scenario == SlowThenFail && in.repeatsUnanswered() {
			return rule.CannotJudge("what is not answered in time is sent again anyway; sends-result-once judges that")
		}
		if usual, _ := sentAgain(plain); again != nil && usual == nil {
			return rule.Breaks(expected, "the result was sent again to %s", again.endpoint()).At(again.place)
		}
		if success, ok := handedOut(r); ok && completeFirst(r) && in.sendsCode(plain) && !in.sendsCode(r) {
			return rule.Breaks(expected, "the success that came after complete never reached the server").At(success.place)
		}
		return in.notContradictory(r, expected)
	})
}

// repeatsUnanswered says whether a result that the server does not answer is sent again, without anything odd about callbacks.
func (in evidence) repeatsUnanswered() bool {
	unanswered, ok := in.scenario(ResultUnanswered)
	if !ok {
		return false
	}
	again, _ := sentAgain(unanswered)
	return again != nil
}

// completeFirst says whether complete was called before the answer was given to another callback.
func completeFirst(r record.Record) bool {
	given := answers(r)
	return len(given) > 1 && given[0].handler == "complete" && given[1].call == given[0].call
}

// sendsCode says whether the code of a record goes where results go; where nobody can read what does, whether anything goes there.
func (in evidence) sendsCode(r record.Record) bool {
	sent := in.results(r)
	return slices.ContainsFunc(sent, func(q request) bool { return q.carriesCodeOf(r) }) || len(sent) > 0 && in.enciphers(r)
}

// notContradictory judges that a person is not told both what only a signing tells and what is told when none was.
func (in evidence) notContradictory(r record.Record, expected string) rule.Judgement {
	told := in.toldAfterAnswer(r)
	signed, not := common(told, in.signs()), common(told, in.notSigned())
	if len(signed) == 0 || len(not) == 0 {
		return rule.Holds()
	}
	if !in.agreed() {
		return in.noAgreement()
	}
	after, _ := answered(r)
	return rule.Breaks(expected, "a person is told %s, and also %s", quote(signed), quote(not)).At(in.placeOf(r, after, not))
}
