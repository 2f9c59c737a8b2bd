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
			if e.Text("as") != "acknowledged" {
				if why, failed := in.neverBound(); failed {
					return why // a server that believes nothing believes no notification either
				}
				said := e.Text("error")
				if said == "" {
					said = e.Value("status").String() + " " + e.Value("body").String()
				}
				return rule.Breaks(`a notification is answered 200 {"result": {"resultStatus": "S", "resultCode": "SUCCESS"}}`, "%s was answered %s",
					e.Text("kind"), said)
			}
		}
		return rule.Holds()
	})
}

// noNotifications says that the server takes none.
func (in evidence) noNotifications() (rule.Judgement, bool) {
	if in.Has("notify") {
		return rule.Judgement{}, false
	}
	return rule.OutOfScope("the target file names no place where the server takes notifications"), true
}
