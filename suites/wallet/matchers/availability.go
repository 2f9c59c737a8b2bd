package matchers

import "github.com/signspec/signspec/schemas/record"

// AvailabilityAPI is the API of the one record that observes no call but what stands in the container: its return
// event holds {entry, sdkVersion, canIUse}.
const AvailabilityAPI = "my"

// available judges one thing that stands in the container.
func available(id, field string, judge func(found record.Value, in evidence) Judgement, absence string) *Matcher {
	return newMatcher(id, func(r record.Record, in evidence) Judgement {
		seen, ok := r.First(record.Returned)
		if r.API != AvailabilityAPI || !ok {
			return unjudged("the record does not show what stands in the container")
		}
		found, ok := seen.Arg().Field(field)
		if !ok && absence != "" {
			return outOfScope(absence)
		}
		return judge(found, in)
	})
}
