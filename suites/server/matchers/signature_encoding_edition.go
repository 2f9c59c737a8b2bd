package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// SignatureEncodingEdition succeeds when signatures are spelt as the edition spells them.
// Rule signature-encoding-edition.
func SignatureEncodingEdition() *Matcher {
	return matcher("signature-encoding-edition", func(r record.Record, in evidence) rule.Judgement {
		accepted := in.Portal().Signature.Accepts
		return each(r, func(e record.Event) rule.Judgement {
			signature := e.Value("signature")
			if !signature.True("verified") {
				return rule.CannotJudge("the signature is not right; request-signed judges that")
			}
			spelt, _ := signature.Field("spellings")
			var names []string
			for _, v := range spelt.Items() {
				name, _ := v.Str()
				names = append(names, name)
				if slices.Contains(accepted, name) {
					return rule.Holds()
				}
			}
			return rule.Breaks("the signature is spelt in "+strings.Join(accepted, " or "), "%s: it is spelt in %s", e.Text("path"),
				strings.Join(names, " or "))
		})
	})
}
