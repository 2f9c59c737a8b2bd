package rule

import (
	"slices"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/schemas"
)

// Chosen returns whether this run of Ginkgo judges a rule, as far as its labels decide that. It is asked from within a
// spec that stands in a container of its group, and that in the container of the suite, as those of Add do. Where a run
// chooses by something other than labels, the text or the file of a spec, it says no to every rule.
func Chosen() func(schemas.Rule) bool {
	nothing := func(schemas.Rule) bool { return false }
	suite, _ := ginkgo.GinkgoConfiguration()
	if slices.ContainsFunc([][]string{suite.FocusStrings, suite.SkipStrings, suite.FocusFiles, suite.SkipFiles},
		func(list []string) bool { return len(list) > 0 }) {
		return nothing
	}
	filter, err := types.ParseLabelFilter(suite.LabelFilter)
	if err != nil {
		return nothing
	}
	var around []string // the labels of what the suite's container stands in
	containers := ginkgo.CurrentSpecReport().ContainerHierarchyLabels
	for _, labels := range containers[:max(0, len(containers)-ownContainers)] {
		around = append(around, labels...)
	}
	return func(rule schemas.Rule) bool {
		return filter(append(slices.Clone(around), rule.Group, rule.ID, rule.Level))
	}
}

// ownContainers are the containers that a suite puts around the specs of its rules: its own, and that of the group.
const ownContainers = 2

// Every chooses every rule, where no Ginkgo suite runs.
func Every() func(schemas.Rule) bool { return func(schemas.Rule) bool { return true } }
