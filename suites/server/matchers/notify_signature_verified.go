package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NotifySignatureVerified succeeds when a notification whose signature is wrong has no effect.
// Rule notify-signature-verified.
func NotifySignatureVerified() *Matcher {
	return matcher("notify-signature-verified", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.noNotifications(); failed {
			return why
		}
		what := r.Scenario[strings.Index(r.Scenario, "/")+1:]
		if strings.HasPrefix(r.Scenario, "cancel-") {
			if why, failed := in.notCancelling(); failed {
				return why
			}
			if !boundUntil(r, 0, cancels) {
				return rule.CannotJudge("the attempt was not bound before")
			}
			if !bound(r, 0) {
				return rule.Breaks("a TOKEN_CANCELED whose signature is wrong ("+what+") cancels nothing", "the user is not bound any more")
			}
			return rule.Holds()
		}
		if strings.HasPrefix(r.Scenario, ForgedToken) {
			return in.isRefused(r, 0, "a TOKEN_CREATED whose signature is wrong ("+what+") binds nobody", "the user is bound")
		}
		if completed, ok := in.Scenario(NotifyCode); !ok || len(exchanges(completed, 0)) == 0 {
			return rule.CannotJudge("a good notification of a code has no effect either")
		}
		if r.Scenario == ForgedFirst {
			if len(exchanges(r, 0)) == 0 {
				return rule.Breaks("a notification whose signature is wrong has no effect", "the genuine one that came after it is not applied")
			}
			return rule.Holds()
		}
		attempt := 0
		if r.Scenario == ReplayedSignature {
			attempt = 1
		}
		if len(exchanges(r, attempt)) > 0 {
			return rule.Breaks("an AUTHCODE_CREATED whose signature is wrong ("+what+") is not applied", "its code was exchanged")
		}
		return rule.Holds()
	})
}

// notCancelling says that a good TOKEN_CANCELED has no effect, so that a bad one shows nothing.
func (in evidence) notCancelling() (rule.Judgement, bool) {
	if good, ok := in.Scenario(NotifyCancel); !ok || bound(good, 0) || !in.Has("status") {
		return rule.CannotJudge("a good TOKEN_CANCELED has no effect that could be seen"), true
	}
	return rule.Judgement{}, false
}
