package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyAcknowledged succeeds when a good notification is acknowledged as documented.
// Rule notify-acknowledged.
func NotifyAcknowledged() *Matcher {
	return matcher("notify-acknowledged", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		all := r.Of(record.Acknowledged)
		if len(all) == 0 {
			return rule.CannotJudge("no notification was sent")
		}
		for _, e := range all {
			if text(e, "as") != "acknowledged" {
				said := text(e, "error")
				if said == "" {
					said = field(e, "status").String() + " " + field(e, "body").String()
				}
				return rule.Breaks(`a notification is answered 200 {"result": {"resultStatus": "S", "resultCode": "SUCCESS"}}`, "%s was answered %s", text(e, "kind"), said)
			}
		}
		return rule.Holds()
	})
}

// noNotifications says that the server takes none.
func (in evidence) noNotifications() (rule.Judgement, bool) {
	if in.has("notify") {
		return rule.Judgement{}, false
	}
	return rule.OutOfScope("the target file names no place where the server takes notifications"), true
}
