package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesUnknownClient succeeds when a client that does not exist is refused.
// Rule refuses-unknown-client.
func RefusesUnknownClient() *Matcher {
	return matcher("refuses-unknown-client", func(r record.Record, in evidence) rule.Judgement {
		expected := "a client that does not exist is refused"
		if e, ok := answered(r, schemas.ConsultOperation); ok && e.Text("status") != "F" && e.Text("status") != "S" {
			return rule.Breaks(expected, "it was answered %s", said(e))
		}
		return in.refuses(r, schemas.ConsultOperation, expected)
	})
}
