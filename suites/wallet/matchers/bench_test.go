package matchers_test

import (
	"fmt"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// BenchmarkJudge judges a run of the size of the full plan by every rule.
func BenchmarkJudge(b *testing.B) {
	var run []record.Record
	for i := range 6 {
		for _, r := range correctRun() {
			r.Scenario = fmt.Sprintf("%s-%d", r.Scenario, i)
			r.ID = fmt.Sprintf("%s-%d", r.ID, i)
			r.Instance = len(run)
			run = append(run, r)
		}
	}
	all := wallet.Matchers()
	b.ReportMetric(float64(len(run)), "records")
	for b.Loop() {
		for _, m := range all {
			m.Judge(run...)
		}
	}
}
