package wallet

import (
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/suites/rule"
)

// Status is what became of one rule.
type Status = rule.Status

// What can become of a rule.
const (
	Held          = rule.Held
	Broken        = rule.Broken
	Untested      = rule.Untested
	NotApplicable = rule.NotApplicable
	Errored       = rule.Errored // the harness failed while the rule was judged
)

// Result is what became of one rule in a run.
type Result = rule.Result

// Missing is a scenario in which a rule could not be judged.
type Missing = rule.Missing

// Finding is one rule broken in one call.
type Finding = rule.Finding

// ResultsOf takes the results out of a Ginkgo report, in the order of the specs. A spec that was selected and has no
// result, because its code failed, counts as an error.
func ResultsOf(report types.Report) []Result { return rule.ResultsOf(report) }
