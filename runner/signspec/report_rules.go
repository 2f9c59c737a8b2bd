package main

import (
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/results"
)

// reportRules turns what the specs found into the rules of the run.
func (c *check) reportRules(report types.Report) []run.Rule {
	return results.Rules(report, results.Options{Reproduce: c.reproduce, File: c.sourceFile})
}
