package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// InvalidCodeNotResent succeeds when an invalid code is not sent again, and a new attempt is new.
// Rule invalid-code-not-resent.
func InvalidCodeNotResent() *Matcher {
	return matcher("invalid-code-not-resent", func(r record.Record, in evidence) rule.Judgement {
		if len(exchanges(r, 0)) == 0 {
			return rule.CannotJudge("the platform was not asked for a token")
		}
		expected := "a code that was refused as invalid is not sent again"
		if r.Scenario != Invalid {
			if n := afterKnown(r, 0, exchange.refusedAsInvalid, "other"); n > 0 {
				return rule.Breaks(expected, "it was, when a notification brought it once more")
			}
			return rule.Holds()
		}
		if n := len(exchanges(r, 0)); n > 1 {
			return rule.Breaks(expected, "it was sent %s", times(n))
		}
		told := tolds(r, 1, "start")
		if len(told) == 0 || !started(r, 1) {
			return rule.Breaks("a user whose code was invalid can start again", "the second start gave no sign string")
		}
		first, second := tolds(r, 0, "start"), told
		if first[0].Int("consult") == second[0].Int("consult") {
			if twice, ok := in.Scenario(Twice); ok && sameURL(twice) {
				return rule.CannotJudge("every start of a user gives the same URL; url-not-reused judges that")
			}
			return rule.Breaks("the second attempt has a URL of its own", "it got the URL of the first")
		}
		if twice, ok := in.Scenario(Twice); ok && in.sameState(r) && !in.sameState(twice) { // otherwise state-unique judges it
			return rule.Breaks("the second attempt has a state of its own", "it has that of the first")
		}
		return in.isBound(r, 1, "the second attempt is bound")
	})
}

// sameState says whether the last attempt of a record has the state of the first.
func (in evidence) sameState(r record.Record) bool {
	all := states(r, in)
	return len(all) > 1 && all[0] == all[len(all)-1]
}
