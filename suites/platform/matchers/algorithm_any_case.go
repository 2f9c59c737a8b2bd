package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AlgorithmAnyCase succeeds when the algorithm's name is taken in any case.
// Rule algorithm-any-case.
func AlgorithmAnyCase() *Matcher {
	return matcher("algorithm-any-case", func(r record.Record, in evidence) rule.Judgement {
		name := "rsa256"
		if strings.HasSuffix(r.Scenario, "mixed-case") {
			name = "Rsa256"
		}
		return in.takesChanged(r, "algorithm="+name+" is taken like RSA256")
	})
}
