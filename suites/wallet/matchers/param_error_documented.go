package matchers

import "github.com/signspec/signspec/schemas/record"

// ParamErrorDocumented succeeds when the refusal of a bad parameter carries a documented error code. Rule
// param-error-documented.
func ParamErrorDocumented() *Matcher {
	return newMatcher("param-error-documented", func(r record.Record, in evidence) Judgement {
		switch in.parameter(r) {
		case absent, wrongType, blank:
			return in.documentedCode(r)
		}
		return unjudged("the call does not pass a bad parameter")
	})
}
