package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodeNotLogged succeeds when the code never appears in the console. Rule code-not-logged.
func CodeNotLogged() *Matcher {
	return staysSecret(
		"code-not-logged",
		"the code never appears in the console",
		func(_ record.Record, e record.Event, reveals revealing) string {
			if e.Type == record.Logged && reveals(field(e, "text")) {
				return "console." + text(e, "level") + " printed the code"
			}
			return ""
		},
	)
}

// revealing says whether a value gives the code of a record away: whole, encoded, or eight of its characters in a row. Fewer
// are a mask.
type revealing func(record.Value) bool

func (in evidence) revealing(r record.Record) revealing {
	code, seek := codeOf(r), in.sought(r)
	return func(v record.Value) bool {
		found := betrays(v, code)
		eachText(v, func(s string) { found = found || seek(s) })
		return found
	}
}

// staysSecret makes the matcher of a rule about where the code may not be. found says how an event breaks it, or nothing.
// Every place that does is a finding of its own.
func staysSecret(id, expected string, found func(record.Record, record.Event, revealing) string) *Matcher {
	return matcherOf(id, func(r record.Record, in evidence) []rule.Judgement {
		if _, ok := handedOut(r); !ok {
			return []rule.Judgement{rule.CannotJudge("no code was handed out")}
		}
		var broken []rule.Judgement
		reveals := in.revealing(r)
		known := map[record.Place]bool{}
		encodes := in.encodedIn(r)
		for i, e := range r.Events {
			observed := found(r, e, reveals)
			if observed == "" && len(encodes[i]) > 0 {
				observed = found(r, e, encoded(encodes[i]))
			}
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
