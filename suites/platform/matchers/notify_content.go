package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifyContent succeeds when a notification has the fields of its type.
// Rule notify-content.
func NotifyContent() *Matcher {
	return matcher("notify-content", func(r record.Record, in evidence) rule.Judgement {
		if !in.has("notify") {
			return rule.CannotJudge("the target file does not say that the platform sends its notifications here")
		}

		all := r.Of(record.Notified)
		if len(r.Of(record.Told)) == 0 {
			return rule.CannotJudge("the user could not authorise: " + stopped(r))
		}
		if r.Scenario == NotSigned {
			for _, e := range all {
				return rule.Breaks("nothing is notified where the user has cancelled", "%s came", text(e, "kind"))
			}
			return rule.Holds()
		}
		kinds := map[string]bool{}
		for _, e := range all {
			kind := text(e, "kind")
			kinds[kind] = true
			switch {
			case kind != "AUTHCODE_CREATED" && kind != "TOKEN_CREATED" && kind != "TOKEN_CANCELED":
				return rule.Breaks("authorizationNotifyType is AUTHCODE_CREATED, TOKEN_CREATED or TOKEN_CANCELED", "it is %q", kind)
			case kind == "AUTHCODE_CREATED" && text(e, "code") != "given":
				return rule.Breaks("AUTHCODE_CREATED has the authCode that was handed out", "it is %s", text(e, "code"))
			case kind == "AUTHCODE_CREATED" && in.portal().State != nil && text(e, "state") == "absent":
				return rule.Breaks("AUTHCODE_CREATED has the authState", "it has none")
			case kind != "AUTHCODE_CREATED" && text(e, "token") != "given":
				return rule.Breaks(kind+" has the accessToken", "it is %s", text(e, "token"))
			}
		}
		if r.Scenario == Notified && !kinds["AUTHCODE_CREATED"] {
			return rule.Breaks("AUTHCODE_CREATED is notified when the user has authorised", "it did not come")
		}
		if r.Scenario == NotifiedCancel && !kinds["TOKEN_CANCELED"] {
			return rule.CannotJudge("no TOKEN_CANCELED came, which not every edition sends where the merchant cancels")
		}
		return rule.Holds()
	})
}
