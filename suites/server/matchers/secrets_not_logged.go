package matchers

import (
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SecretsNotLogged succeeds when no code or token is printed.
// Rule secrets-not-logged.
func SecretsNotLogged() *Matcher {
	return matcher("secrets-not-logged", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("logs") {
			return rule.CannotJudge("the target file names no logs, and starts no command whose output could be read")
		}
		seen := map[string]bool{}
		for _, e := range r.Of(record.Logged) {
			for _, name := range carries(e) {
				seen[name] = true
			}
		}
		if len(seen) > 0 {
			return rule.Breaks(
				"logs hold no code and no token",
				"what the server printed holds %s",
				strings.Join(slices.Sorted(maps.Keys(seen)), ", "),
			)
		}
		return rule.Holds()
	})
}
