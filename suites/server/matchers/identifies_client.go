package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// IdentifiesClient succeeds when Client-Id is the one that the platform gave out.
// Rule identifies-client.
func IdentifiesClient() *Matcher {
	return matcher("identifies-client", func(r record.Record, in evidence) rule.Judgement {
		first := in.Described().Text("clientId")
		return each(r, func(e record.Event) rule.Judgement {
			id := e.Text("clientId")
			switch {
			case id == "":
				return rule.Breaks("every request has the Client-Id that the platform gave out", "%s has no Client-Id", e.Text("path"))
			case first != "" && id != first:
				return rule.Breaks("every request has the Client-Id that the platform gave out", "%s has the Client-Id %q, not %q", e.Text("path"),
					id, first)
			}
			return rule.Holds()
		})
	})
}
