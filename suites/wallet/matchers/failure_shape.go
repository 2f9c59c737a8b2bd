package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// FailureShape succeeds when fail got an object with the documented fields. Rule failure-shape.
func FailureShape() *Matcher {
	const expected = "fail gets an object with the documented fields"
	payload := payloadJudge("failure-shape", record.Failed, expected)
	return newMatcher("failure-shape", func(r record.Record, in evidence) Judgement {
		judged := payload(r, in)
		if judged.Status != Broken {
			return judged
		}
		for _, failure := range payloads(r, record.Failed) {
			for _, field := range failure.Keys() {
				if other := schemas.ProfileTaking(field); other != "" && !slices.Contains(in.profile.Failure.Message, field) {
					judged.Observed += " (the profile " + other + " takes " + field + ")"
					return judged
				}
			}
		}
		return judged
	})
}
