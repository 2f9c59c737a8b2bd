package formats_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// BenchmarkFormats writes a run of the usual size, with many findings.
func BenchmarkFormats(b *testing.B) {
	r := samples.Nonconformant()
	var records []record.Record
	var scenarios []string
	for i := range 80 {
		scenario := fmt.Sprintf("approve/%02d", i%63)
		records = append(records, samples.CompleteFirst(scenario+"#1"))
		if i < 63 {
			scenarios = append(scenarios, scenario)
		}
	}
	r.Records = records
	for len(r.Rules) < 40 {
		r.Rules = append(r.Rules, r.Rules[:7]...)
	}
	for i := range r.Rules {
		r.Rules[i].Scenarios = scenarios
	}
	r.Conclude()
	for ending, write := range writers() {
		b.Run(ending, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, run.Mask(r)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("files", func(b *testing.B) {
		dir := b.TempDir()
		for b.Loop() {
			if _, err := formats.WriteFiles(dir, run.Mask(r), formats.List()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
