package matchers

import "github.com/signspec/signspec/schemas/record"

// CodeNotStored succeeds when the code is never put into storage. Rule code-not-stored.
func CodeNotStored() *Matcher {
	return staysSecret(
		"code-not-stored",
		"the code is never put into storage",
		func(r record.Record, e record.Event, reveals revealing) string {
			if e.Type == record.Stored && reveals(record.List(field(e, "key"), field(e, "value"))) {
				return "the code was stored under " + hide(r, field(e, "key").String())
			}
			return ""
		},
	)
}
