package reports_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/schemas/record"
)

// BenchmarkFormats writes a run of the usual size, with many findings: 40 rules, 63 scenarios, 80 records.
func BenchmarkFormats(b *testing.B) {
	run := nonconformantRun()
	var records []record.Record
	var scenarios []string
	for i := range 80 {
		scenario := fmt.Sprintf("approve/%02d", i%63)
		records = append(records, completeFirst(scenario+"#1"))
		if i < 63 {
			scenarios = append(scenarios, scenario)
		}
	}
	run.Records = records
	for len(run.Rules) < 40 {
		run.Rules = append(run.Rules, run.Rules[:7]...)
	}
	for i := range run.Rules {
		run.Rules[i].Scenarios = scenarios
	}
	run.Conclude()
	for ending, write := range writers() {
		b.Run(ending, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, run); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("files", func(b *testing.B) {
		dir := b.TempDir()
		for b.Loop() {
			if _, err := reports.WriteFiles(dir, run, reports.Formats()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
