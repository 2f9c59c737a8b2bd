package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// IdentifiesClient succeeds when Client-Id is the one that the platform gave out.
// Rule identifies-client.
func IdentifiesClient() *Matcher {
	return matcher("identifies-client", func(r record.Record, in evidence) rule.Judgement {
		first := ""
		if d, ok := in.scenario(Described); ok && len(d.Events) > 0 {
			first = text(d.Events[0], "clientId")
		}
		return each(r, func(e record.Event) rule.Judgement {
			id := text(e, "clientId")
			switch {
			case id == "":
				return rule.Breaks("every request has the Client-Id that the platform gave out", "%s has no Client-Id", text(e, "path"))
			case first != "" && id != first:
				return rule.Breaks("every request has the Client-Id that the platform gave out", "%s has the Client-Id %q, not %q", text(e, "path"), id, first)
			}
			return rule.Holds()
		})
	})
}
