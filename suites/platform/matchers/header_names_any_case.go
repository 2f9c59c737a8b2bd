package matchers

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// HeaderNamesAnyCase succeeds when header names are taken in any case.
// Rule header-names-any-case.
func HeaderNamesAnyCase() *Matcher {
	return matcher("header-names-any-case", func(r record.Record, in evidence) rule.Judgement {
		return in.takesChanged(r, "a call is answered S whatever the case of its headers' names")
	})
}
