package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesUnknownClient succeeds when a client that does not exist is refused.
// Rule refuses-unknown-client.
func RefusesUnknownClient() *Matcher {
	return matcher("refuses-unknown-client", func(r record.Record, in evidence) rule.Judgement {
		expected := "a client that does not exist is refused"
		if bad, _, ok := attacked(r); ok && bad.Text("status") != "F" && bad.Text("status") != "S" {
			return rule.Breaks(expected, "it was answered %s", said(bad))
		}
		return in.refusesWithoutEffect(r, expected)
	})
}
