package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// RefusedOpensNothing succeeds when a refused sign string has opened no page. Rule refused-opens-nothing.
func RefusedOpensNothing() *Matcher {
	return newMatcher("refused-opens-nothing", func(r record.Record, in evidence) Judgement {
		switch in.parameter(r) {
		case absent, wrongType, blank:
		default:
			return unjudged("the call does not pass a bad parameter")
		}
		if len(r.Of(record.Failed)) == 0 || in.accepts(in.parameter(r)) {
			return unjudged("such a sign string is not refused; the rule about it judges that")
		}
		if !in.showsPages() {
			return unjudged("the target does not show what the authorisation page was opened with")
		}
		if opened, ok := r.First(record.Opened); ok {
			return breaks(
				"a refused sign string opens no page",
				"with %s the page was opened with %s, and fail was called",
				in.passed(r),
				show(opened.Arg()),
			)
		}
		return holds()
	})
}

// accepts says whether a call with a bad sign string of the class has succeeded.
func (in evidence) accepts(class parameterClass) bool {
	return slices.ContainsFunc(in.run, func(r record.Record) bool {
		return len(r.Callbacks) > 0 && in.parameter(r) == class && len(r.Of(record.Success)) > 0
	})
}
