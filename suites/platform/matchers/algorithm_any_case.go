package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// AlgorithmAnyCase succeeds when the algorithm's name is taken in any case.
// Rule algorithm-any-case.
func AlgorithmAnyCase() *Matcher {
	return matcher("algorithm-any-case", func(r record.Record, in evidence) rule.Judgement {
		return in.takesChanged(r, "algorithm=rsa256 is taken like RSA256")
	})
}
