package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RequestSigned succeeds when every request is signed by the merchant's key.
// Rule request-signed.
func RequestSigned() *Matcher {
	return matcher("request-signed", func(r record.Record, in evidence) rule.Judgement {
		expected := "every request carries a signature of the merchant's key"
		return each(r, func(e record.Event) rule.Judgement {
			signature := e.Value("signature")
			if signature.True("verified") || strings.HasPrefix(r.Scenario, Codes) && signature.True("present") && verifies(in, e) {
				return rule.Holds()
			}
			return rule.Breaks(expected, "%s: %s", e.Text("path"), reason(signature))
		})
	})
}

// verifies says whether a plain request of the same operation is signed rightly: where it is, and another text or code is sent,
// that is to blame, and signs-sent-bytes judges it.
func verifies(in evidence, e record.Event) bool {
	good, _ := in.Scenario(Good)
	for _, plain := range good.Of(e.Type) {
		return plain.Value("signature").True("verified")
	}
	return false
}

func reason(signature record.Value) string {
	v, _ := signature.Field("reason")
	s, _ := v.Str()
	return s
}
