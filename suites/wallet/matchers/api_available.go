package matchers

import "github.com/signspec/signspec/schemas/record"

// APIAvailable succeeds when the entry point of the profile exists and is a function. Rule api-available.
func APIAvailable() *Matcher {
	return available("api-available", "entry", func(found record.Value, in evidence) Judgement {
		if found.Kind() != record.Function {
			return breaks(in.profile.Entry.String()+" is a function", "it is %s", found)
		}
		return holds()
	}, "")
}
