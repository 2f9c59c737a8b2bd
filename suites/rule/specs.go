package rule

import (
	"context"

	"github.com/onsi/ginkgo/v2"

	"github.com/signspec/signspec/schemas"
)

// Specs adds a spec for each chosen rule to the Ginkgo suite that is being built: a container for each group, an It for
// each rule, labelled with the rule's id, level and group. Call it where a container may stand, at the top level or
// inside a Describe. A spec performs what its rule rests on, as far as the specs before it have not, so that Ginkgo's own
// filters choose what is performed. The specs are Serial, because they share that, and Ordered, so that a report reads
// like the rules and a target is asked the same things in the same order.
func (s *Session[S]) Specs() {
	ginkgo.Describe(s.suite.Title, ginkgo.Serial, ginkgo.Ordered, ginkgo.ContinueOnFailure, func() {
		for _, group := range s.suite.Table {
			s.groupSpecs(group.Name)
		}
	})
}

func (s *Session[S]) groupSpecs(name string) {
	var rows []sessionRow
	for _, row := range s.rows {
		if row.group.Name == name {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return
	}
	ginkgo.Describe(rows[0].group.Title, ginkgo.Label(name), func() {
		for _, row := range rows {
			ginkgo.It(row.Text, ginkgo.Label(row.rule.ID, row.rule.Level), func(ctx context.Context) {
				assert(s.judgeRow(ctx, row), s.options.Strict)
			})
		}
	})
}

// assert ends a spec as the result of its rule has it: a broken should rule fails it only where that was asked for.
func assert(result Result, strict bool) {
	switch {
	case result.Status == Errored:
		ginkgo.Fail(result.Reason)
	case result.Status == Broken && (result.Rule.Level == schemas.Must || strict):
		ginkgo.Fail(result.Message())
	case result.Status == Broken:
		ginkgo.GinkgoWriter.Println(result.Message())
	case result.Status != Held:
		ginkgo.Skip(string(result.Status) + ": " + result.Reason)
	}
}
