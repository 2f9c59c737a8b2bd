package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SignsSentBytes succeeds when what was signed is what was sent, whatever the text.
// Rule signs-sent-bytes.
func SignsSentBytes() *Matcher {
	return matcher("signs-sent-bytes", func(r record.Record, in evidence) rule.Judgement {
		if strings.HasSuffix(r.Scenario, "-text") && !in.Has("text") {
			return rule.OutOfScope("no call carries a text that the suite chooses, as {{text}} in the start of a target file does")
		}
		plain, ok := in.Scenario(Good)
		if !ok || len(plain.Of(record.Consulted)) == 0 {
			return rule.CannotJudge("the platform was not called in the plain attempt")
		}
		for _, e := range requests(plain) {
			if !e.Value("signature").True("verified") {
				return rule.CannotJudge("a plain request is not signed rightly; request-signed judges that")
			}
		}
		return each(r, func(e record.Event) rule.Judgement {
			if signature := e.Value("signature"); !signature.True("verified") {
				return rule.Breaks("the bytes that are sent are the bytes that were signed", "%s with another text or code: %s", e.Text("path"),
					reason(signature))
			}
			return rule.Holds()
		})
	})
}
