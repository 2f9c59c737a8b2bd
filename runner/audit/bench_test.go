package audit

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/signspec/signspec/runner/audit/audittest"
	"github.com/signspec/signspec/schemas"
)

// plainLines are records of 2,000 calls that break nothing.
func plainLines() []byte {
	maker := audittest.New(1)
	var all []byte
	for range 2000 {
		all = append(append(all, maker.Line()...), '\n')
	}
	return all
}

// perCore runs something on all lines as often as the benchmark asks, and reports how many records a core does in a second of
// its time, whatever else runs on the machine.
func perCore(b *testing.B, data []byte, work func()) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	before := cpuTime(b)
	for b.Loop() {
		work()
	}
	b.ReportMetric(float64(bytes.Count(data, []byte{'\n'})*b.N)/(cpuTime(b)-before).Seconds(), "records/s/core")
}

func BenchmarkPlain(b *testing.B) {
	data := plainLines()
	w := NewWorker(NewJudges(schemas.Documented()))
	w.judge(block{"f", 1, data})
	perCore(b, data, func() { w.judge(block{"f", 1, data}) })
}

func BenchmarkJudges(b *testing.B) {
	data := plainLines()
	w := NewWorker(NewJudges(schemas.Documented()))
	w.known = nil
	perCore(b, data, func() { w.judge(block{"f", 1, data}) })
}

// BenchmarkDecoding is how fast encoding/json decodes the same lines into plain values, and judges nothing.
func BenchmarkDecoding(b *testing.B) {
	data := plainLines()
	perCore(b, data, func() {
		for line := range bytes.SplitSeq(data, []byte{'\n'}) {
			var value any
			if len(line) > 0 && json.Unmarshal(line, &value) != nil {
				b.Fatal("not JSON")
			}
		}
	})
}
