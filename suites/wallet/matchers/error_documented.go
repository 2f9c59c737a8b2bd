package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// ErrorDocumented succeeds when the failure of an outcome, staged or in production, carries a documented error code. Rule
// error-documented.
func ErrorDocumented() *Matcher {
	return newMatcher("error-documented", func(r record.Record, in evidence) Judgement {
		if !r.Prepared() || in.parameter(r) != usable || r.Frozen || callbackThrew(r) {
			return unjudged("no outcome was staged and left to happen")
		}
		if in.expected(r) == record.Success {
			return unjudged("an approval was staged")
		}
		return in.documentedCode(r)
	})
}

// documentedCode judges that every failure of the record carries a documented error code.
func (in evidence) documentedCode(r record.Record) Judgement {
	failures := payloads(r, record.Failed)
	if len(failures) == 0 {
		return unjudged("fail was not called")
	}
	judged := false
	for _, failure := range failures {
		got, ok := in.profile.CodeOf(failure.JSON())
		if !ok {
			continue
		}
		judged = true
		if !in.profile.DocumentedCode(got) {
			return breaks("error is one of "+strings.Join(in.knownCodes(), ", "), "error is %q", got)
		}
	}
	if !judged {
		return unjudged("fail got no error code; failure-shape judges that")
	}
	return holds()
}

// knownCodes lists the error codes of the profile: those of the outcomes in the order of the outcomes, then those
// that it tolerates.
func (in evidence) knownCodes() []string {
	var codes []string
	for _, o := range record.Outcomes() {
		if c := in.profile.Code(o); c != "" {
			codes = append(codes, c)
		}
	}
	return slices.Concat(codes, in.profile.Tolerated)
}
