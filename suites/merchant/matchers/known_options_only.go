package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// KnownOptionsOnly succeeds when no undocumented option is passed. Rule known-options-only.
func KnownOptionsOnly() *Matcher {
	return eachCall("known-options-only", "only documented options are passed")
}

// eachCall judges the options of every call by the schema fragment that says the rule.
func eachCall(id, expected string) *Matcher {
	return matcher(id, func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, c := range calls(r) {
			if c.options.Kind() != record.Object {
				continue
			}
			judged = true
			if problems := in.Profile.CheckRule(id, c.options.JSON()); len(problems) > 0 {
				return rule.Breaks(expected, "%s", strings.Join(problems, "; ")).At(c.place)
			}
		}
		if !judged {
			return rule.CannotJudge("the API was not called with an options object; calls-sign-contract judges that")
		}
		return rule.Holds()
	})
}
