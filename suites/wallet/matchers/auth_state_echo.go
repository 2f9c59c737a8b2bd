package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthStateEcho succeeds when authState is the one that was staged. A plain state shows it; the longest and the odd
// ones have rules of their own. Rule auth-state-echo.
func AuthStateEcho() *Matcher {
	return newMatcher("auth-state-echo", func(r record.Record, in evidence) Judgement {
		if r.Stage != nil && (!plainState(r) || in.longestState(r)) {
			return unjudged("the staged state is not a plain one")
		}
		return in.echo(r, "authState is the one that the merchant's server generated")
	})
}

// echo judges that the staged state came back.
func (in evidence) echo(r record.Record, expected string) Judgement {
	if r.Stage == nil || r.Stage.Outcome != record.Approve || in.parameter(r) != usable {
		return unjudged("no approval was staged")
	}
	if j, ok := disturbed(r); ok {
		return j
	}
	if r.Stage.AuthState == "" {
		return unjudged("nobody knows the state that the sign string carries")
	}
	got, ok := authState(r)
	if !ok {
		return unjudged("success got no authState that is a string")
	}
	if len(in.profile.CheckRule("auth-state-length", map[string]any{"authState": got})) > 0 {
		return unjudged("authState is too long; auth-state-length judges that")
	}
	if got != r.Stage.AuthState {
		return breaks(expected, "%s", difference("the authState that came back", r.Stage.AuthState, got))
	}
	return holds()
}

// longestState says whether the staged state is as long as a state may be.
func (in evidence) longestState(r record.Record) bool {
	return r.Stage != nil && r.Stage.AuthState != "" && len([]rune(r.Stage.AuthState)) == in.stateLimit()
}

// stateLimit returns the length of the longest state, in code points; 0 where the profile knows none.
func (in evidence) stateLimit() int {
	limit, _ := in.profile.Limit("auth-state-length")
	return limit
}

// plainState says whether the staged state holds only letters, digits and the signs of a UUID or a token, which no
// encoding along the way would touch.
func plainState(r record.Record) bool {
	for _, c := range r.Stage.AuthState {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}
