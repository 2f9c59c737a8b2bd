package matchers

import (
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// DocumentedPath succeeds when calls go by POST to the paths of the edition.
// Rule documented-path.
func DocumentedPath() *Matcher {
	return matcher("documented-path", func(r record.Record, in evidence) rule.Judgement {
		return each(r, func(e record.Event) rule.Judgement {
			expected := "calls go by POST to the documented paths, such as " + in.Portal().Path(operationOf(e))
			switch {
			case e.Type == record.Cancelled && in.Portal().Paths.Cancel == "":
				return rule.OutOfScope("the edition documents no call that cancels")
			case e.Text("method") != "POST":
				return rule.Breaks(expected, "it was called by %s %s", e.Text("method"), e.Text("path"))
			case e.Text("operation") == "":
				return rule.Breaks(expected, "it called %s", e.Text("path"))
			case e.Text("query") != "":
				return rule.Breaks(expected, "it called %s with a query", e.Text("path"))
			}
			return rule.Holds()
		})
	})
}

func operationOf(e record.Event) string {
	switch e.Type {
	case record.Applied:
		return schemas.ApplyOperation
	case record.Cancelled:
		return schemas.CancelOperation
	}
	return schemas.ConsultOperation
}
