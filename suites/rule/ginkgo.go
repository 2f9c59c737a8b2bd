package rule

import (
	"context"
	"strings"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/schemas"
)

// resultEntry is the name under which a spec leaves its Result in the Ginkgo report.
const resultEntry = "signspec result"

// Add adds the Ginkgo spec of one rule, labelled with the rule's id and level. judge performs what the rule rests on
// and says what became of it. A broken should rule fails the spec only where strict is set. Other labels may be given.
func Add(rule schemas.Rule, text string, strict bool, judge func(context.Context) Result, labels ...string) {
	ginkgo.It(text, ginkgo.Label(append([]string{rule.ID, rule.Level}, labels...)...), func(ctx context.Context) {
		result := judge(ctx)
		ginkgo.AddReportEntry(resultEntry, result, ginkgo.ReportEntryVisibilityNever)
		switch {
		case result.Status == Errored:
			ginkgo.Fail(result.Reason)
		case result.Status == Broken && (rule.Level == schemas.Must || strict):
			ginkgo.Fail(result.Message())
		case result.Status == Broken:
			ginkgo.GinkgoWriter.Println(result.Message())
		case result.Status != Held:
			ginkgo.Skip(string(result.Status) + ": " + result.Reason)
		}
	})
}

// ResultsOf takes the results out of a Ginkgo report, in the order of the specs. A spec that was selected and has no
// result, because its code failed, counts as an error.
func ResultsOf(report types.Report) []Result {
	var results []Result
	for _, spec := range report.SpecReports {
		rule, ok := ruleOf(spec)
		if !ok || spec.State == types.SpecStateSkipped && len(spec.ReportEntries) == 0 {
			continue
		}
		results = append(results, resultOf(spec, rule))
	}
	return results
}

// ruleOf finds the rule of a spec by its labels.
func ruleOf(spec types.SpecReport) (schemas.Rule, bool) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return schemas.Rule{}, false
	}
	for _, label := range spec.Labels() {
		if rule, ok := catalogue.Rule(label); ok {
			return rule, true
		}
	}
	return schemas.Rule{}, false
}

func resultOf(spec types.SpecReport, rule schemas.Rule) Result {
	for _, entry := range spec.ReportEntries {
		if r, ok := entry.GetRawValue().(Result); ok && entry.Name == resultEntry {
			return r
		}
	}
	reason := strings.TrimSpace(spec.Failure.Message + " " + spec.Failure.ForwardedPanic)
	return Result{Rule: rule, Status: Errored, Reason: reason}
}
