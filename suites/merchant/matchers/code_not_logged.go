package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodeNotLogged succeeds when the code never appears in the console. Rule code-not-logged.
func CodeNotLogged() *Matcher {
	return staysSecret("code-not-logged", "the code never appears in the console", func(r record.Record, e record.Event) string {
		if e.Type == record.Logged && betrays(field(e, "text"), codeOf(r)) {
			return "console." + text(e, "level") + " printed the code"
		}
		return ""
	})
}

// staysSecret makes the matcher of a rule about where the code may not be. found says how an event breaks it, or nothing.
// Every place that does is a finding of its own.
func staysSecret(id, expected string, found func(record.Record, record.Event) string) *Matcher {
	return matcherOf(id, func(r record.Record, _ evidence) []rule.Judgement {
		if _, ok := handedOut(r); !ok {
			return []rule.Judgement{rule.CannotJudge("no code was handed out")}
		}
		var broken []rule.Judgement
		known := map[record.Place]bool{}
		for _, e := range r.Events {
			observed := found(r, e)
			if observed == "" {
				continue
			}
			if e.Place != nil {
				if known[*e.Place] {
					continue
				}
				known[*e.Place] = true
			} else if len(broken) > 0 {
				continue
			}
			broken = append(broken, rule.Breaks(expected, "%s", observed).At(e.Place))
		}
		if len(broken) == 0 {
			return []rule.Judgement{rule.Holds()}
		}
		return broken
	})
}
