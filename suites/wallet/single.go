package wallet

import (
	"slices"

	"github.com/signspec/signspec/suites/rule"
)

// SingleCallRules are the rules of the table that one call alone can show, whoever made it: those of every call, those about
// a bad sign string, and whether an error code is documented. The others compare calls, or a call with what was staged.
func SingleCallRules() []rule.Row {
	besides := []string{"sign-str-required", "sign-str-type", "sign-str-empty", "error-documented", "param-error-documented"}
	return slices.DeleteFunc(rule.Rows(Table()), func(row rule.Row) bool {
		return !slices.Equal(row.On.Patterns(), []string{everyCall}) && !slices.Contains(besides, row.Matcher.Rule())
	})
}
