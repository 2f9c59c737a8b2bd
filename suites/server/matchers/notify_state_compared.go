package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyStateCompared succeeds when a notification with an unknown or a used state is not applied.
// Rule notify-state-compared.
func NotifyStateCompared() *Matcher {
	return matcher("notify-state-compared", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		if completed, ok := in.Scenario(NotifyCode); !ok || len(exchanges(completed, 0)) == 0 {
			return rule.CannotJudge("a good notification of a code is not applied either")
		}
		allowed := 0
		if r.Scenario != "notify-state/unknown" && r.Scenario != "notify-state/absent" {
			allowed = 1 // its own
		}
		var codes []record.Value
		for _, x := range exchanges(r, 0) {
			code, _ := x.applied.Value("body").Field("authCode")
			if !slices.ContainsFunc(codes, code.Equal) {
				codes = append(codes, code)
			}
		}
		if len(codes) > allowed {
			return rule.Breaks("a code whose state is "+strings.TrimPrefix(r.Scenario, "notify-state/")+" is not exchanged", "it was")
		}
		return rule.Holds()
	})
}
