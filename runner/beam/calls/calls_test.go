package calls_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	oneaudit "github.com/signspec/signspec/runner/audit"
	"github.com/signspec/signspec/runner/audit/audittest"
	"github.com/signspec/signspec/runner/beam/calls"
	"github.com/signspec/signspec/runner/beam/find"
	"github.com/signspec/signspec/schemas"
)

func TestMain(m *testing.M) {
	find.Register()
	calls.Register()
	flag.Parse()
	beam.Init() // which wants the flags of the test parsed
	os.Exit(m.Run())
}

// What the pipeline says on Prism is what the one-machine command says of the same patterns: counts, problems, examples.
func TestThePipelineSaysWhatTheCommandSays(t *testing.T) {
	dir := t.TempDir()
	maker := audittest.New(21)
	maker.Faulty = 40
	for i := range 6 {
		name, data := fmt.Sprintf("calls-%d.jsonl", i), made(maker, 700)
		switch i % 3 {
		case 1:
			name, data = name+".gz", gzipped(t, data)
		case 2:
			name, data = name+".zst", zstded(t, data)
		}
		write(t, filepath.Join(dir, name), data)
	}
	write(t, filepath.Join(dir, "calls-cut.jsonl.gz"), gzipped(t, made(maker, 300))[:9000])
	write(t, filepath.Join(dir, "calls-foreign.jsonl"), append(made(maker, 3), "{\"production\":2}\nx\n"...))
	var patterns []string
	for _, name := range []string{"calls-*", "calls-1.jsonl.gz", "*.none", "none"} {
		patterns = append(patterns, filepath.Join(dir, name))
	}

	tool := run.Tool{Name: "signspec", Version: "0"}
	judges, tally, err := oneaudit.Run(t.Context(), oneaudit.Options{Patterns: patterns, Profile: schemas.Documented()})
	if err != nil {
		t.Fatal(err)
	}
	want, err := judges.Model(tally, schemas.Documented(), tool, true)
	if err != nil {
		t.Fatal(err)
	}
	if want.Broken == 0 || len(want.Input.Problems) < 4 {
		t.Fatalf("nothing to compare: %d broken, %+v", want.Broken, want.Input.Problems)
	}

	out := filepath.Join(dir, "audit.json")
	p, s := beam.NewPipelineWithRoot()
	calls.Audit(s, patterns, calls.Options{Profile: "documented", Strict: true, Tool: tool, Out: out})
	if _, err := prism.Execute(context.Background(), p); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if w, g := plainly(t, toJSON(t, want)), plainly(t, data); !reflect.DeepEqual(w, g) {
		t.Errorf("the pipeline says\n%.3000v\nthe command\n%.3000v", g, w)
	}
}

// The rows of the Parquet file are the counts of the audit.
func TestParquet(t *testing.T) {
	a := audit.Audit{Groups: []audit.Group{{
		Wallet: "Acme", Version: "5.2.0", Platform: "iOS", Profile: "field", Day: "2026-11-03", Seen: audit.Seen{Calls: 9, Broken: 2},
		Rules: []audit.GroupRule{{ID: "settles", Level: "must", Judged: 9, Broken: 2, First: "a", Last: "b"}, {ID: "no-throw", Level: "should", Judged: 8}},
	}}}
	var file bytes.Buffer
	if err := calls.WriteParquet(&file, a); err != nil {
		t.Fatal(err)
	}
	got, err := parquet.Read[calls.Row](bytes.NewReader(file.Bytes()), int64(file.Len()))
	group := calls.Row{Wallet: "Acme", Version: "5.2.0", Platform: "iOS", Profile: "field", Day: "2026-11-03", Calls: 9}
	first, second := group, group
	first.Rule, first.Level, first.Judged, first.Broken, first.First, first.Last = "settles", "must", 9, 2, "a", "b"
	second.Rule, second.Level, second.Judged = "no-throw", "should", 8
	if want := []calls.Row{first, second}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

func made(maker *audittest.Maker, n int) []byte {
	var all []byte
	for range n {
		all = append(append(all, maker.Line()...), '\n')
	}
	return all
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func zstded(t *testing.T, data []byte) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll(data, nil)
}

func toJSON(t *testing.T, a audit.Audit) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := audit.WriteJSON(&b, a); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// plainly is an audit without the digests of masked texts, whose key is new each time.
func plainly(t *testing.T, data []byte) any {
	t.Helper()
	var plain any
	if err := json.Unmarshal(regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAll(data, nil), &plain); err != nil {
		t.Fatal(err)
	}
	return plain
}
