package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// TLSVerified succeeds when the platform's certificate is verified.
// Rule tls-verified.
func TLSVerified() *Matcher {
	return matcher("tls-verified", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("tls") {
			return rule.CannotJudge("the target file has the platform speak plain HTTP; it is shown where the file says platform: { scheme: https }")
		}
		good, ok := in.Scenario(Good)
		if !ok || len(good.Of(record.Consulted)) == 0 {
			return rule.CannotJudge("the server does not call the platform with a good certificate either")
		}
		if n := len(requests(r)); n > 0 {
			return rule.Breaks("nothing is sent to a platform whose certificate is not good ("+strings.TrimPrefix(r.Scenario, "tls/")+")",
				"%s was called", requests(r)[0].Text("path"))
		}
		return rule.Holds()
	})
}
