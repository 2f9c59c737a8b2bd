package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RefusesBadSignature succeeds when a call whose signature is wrong has no effect.
// Rule refuses-bad-signature.
func RefusesBadSignature() *Matcher {
	return matcher("refuses-bad-signature", func(r record.Record, in evidence) rule.Judgement {
		expected := "a call whose signature is wrong is refused (" + strings.TrimPrefix(r.Scenario, "bad-signature/") + ")"
		if r.Scenario != "bad-signature/cancel" {
			if r.Scenario == "bad-signature/other-clients-key" && !in.has("second") {
				return rule.CannotJudge("the target file has no second client")
			}
			return in.refuses(r, schemas.ConsultOperation, expected)
		}
		if j := in.refusesCancel(r, expected); j.Status != rule.Held {
			return j
		}
		works, _ := in.scenario("refresh/once")
		refreshed, ok := answered(r, refresh)
		before, known := answered(works, refresh)
		if ok && known && text(before, "status") == "S" && text(refreshed, "status") != "S" {
			return rule.Breaks(expected, "it ended the token all the same: a refresh was answered %s", said(refreshed))
		}
		return rule.Holds()
	})
}

// refresh is what records name an exchange of a refresh token.
const refresh = "refresh"

func (in evidence) refusesCancel(r record.Record, expected string) rule.Judgement {
	if why, failed := in.good(schemas.ConsultOperation, schemas.ApplyOperation); failed {
		return why
	}
	e, ok := answered(r, schemas.CancelOperation)
	if !ok {
		return rule.CannotJudge("the call could not be made: " + stopped(r))
	}
	if text(e, "status") == "S" {
		return rule.Breaks(expected, "it was answered %s", said(e))
	}
	return rule.Holds()
}
