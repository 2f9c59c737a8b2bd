package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthStateLength succeeds when authState is no longer than documented, in Unicode code points. Rule auth-state-length.
func AuthStateLength() *Matcher {
	field := fieldJudge("auth-state-length", record.Success, "authState", "authState is no longer than documented")
	return newMatcher("auth-state-length", func(r record.Record, in evidence) Judgement {
		if got, ok := authState(r); ok && r.Stage != nil && !plainState(r) && got != r.Stage.AuthState {
			return unjudged("the state is not the odd one that was staged; auth-state-verbatim judges that")
		}
		return field(r, in)
	})
}
