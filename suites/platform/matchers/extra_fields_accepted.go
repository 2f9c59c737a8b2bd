package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// ExtraFieldsAccepted succeeds when fields that the platform does not know do not break it.
// Rule extra-fields-accepted.
func ExtraFieldsAccepted() *Matcher {
	return matcher("extra-fields-accepted", func(r record.Record, in evidence) rule.Judgement {
		if why, failed := in.good(schemas.ConsultOperation); failed {
			return why
		}
		e, ok := answered(r, schemas.ConsultOperation)
		if !ok {
			return rule.CannotJudge("no call was made")
		}
		if status := e.Text("status"); status != "S" && !(status == "F" && e.Text("code") == in.Portal().Codes.Illegal) {
			return rule.Breaks("a field that is not known is ignored, or refused as "+in.Portal().Codes.Illegal, "it was answered %s", said(e))
		}
		return rule.Holds()
	})
}
