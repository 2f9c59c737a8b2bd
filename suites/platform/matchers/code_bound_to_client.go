package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// CodeBoundToClient succeeds when a code is exchanged by its own client alone.
// Rule code-bound-to-client.
func CodeBoundToClient() *Matcher {
	return matcher("code-bound-to-client", func(r record.Record, in evidence) rule.Judgement {
		if !in.Has("second") {
			return rule.CannotJudge("the target file has no second client")
		}
		return in.refuses(r, schemas.ApplyOperation, "a code is refused to another client than the one that it was made for")
	})
}
