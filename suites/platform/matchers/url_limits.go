package matchers

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLLimits succeeds when the URL keeps its maximum length.
// Rule url-limits.
func URLLimits() *Matcher {
	return matcher("url-limits", func(r record.Record, in evidence) rule.Judgement {
		judged := false
		for _, e := range answers(r, schemas.ConsultOperation) {
			for _, name := range in.Portal().URLs.Names {
				v := inBody(e, name)
				if v.Kind() == record.Undefined || v.Kind() == record.Null {
					continue
				}
				judged = true
				if n := v.Length(); n > in.Portal().URLs.Max {
					return rule.Breaks(fmt.Sprintf("%s has at most %d characters", name, in.Portal().URLs.Max), "it has %d", n)
				}
				if s, ok := v.Str(); ok && !strings.Contains(s, "://") {
					return rule.Breaks(name+" is a URL", "it is %s", v)
				}
			}
		}
		if !judged {
			return rule.CannotJudge("no answer had a URL")
		}
		return rule.Holds()
	})
}
