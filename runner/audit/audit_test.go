package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/audit/audittest"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// lines makes lines with their ends.
func lines(maker *audittest.Maker, n int) []byte {
	var all []byte
	for range n {
		all = append(append(all, maker.Line()...), '\n')
	}
	return all
}

func plain(n int) []byte { return lines(audittest.New(2), n) }

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

// audited audits files of these contents, or the patterns, and returns the model.
func audited(t *testing.T, jobs int, files map[string][]byte, patterns ...string) audit.Audit {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, content := range files {
		if err := os.WriteFile(name, content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	o := Options{Patterns: patterns, Profile: schemas.Documented(), Jobs: jobs, Stdin: bytes.NewReader(plain(3))}
	judges, tally, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	model, err := judges.Model(tally, schemas.Documented(), run.Tool{Name: "signspec", Version: "0"}, false)
	if err != nil {
		t.Fatal(err)
	}
	return model
}

func TestWhatCannotBeJudgedIsCountedAndNamed(t *testing.T) {
	long := bytes.Repeat([]byte{' '}, 9<<20)
	for i := range long {
		long[i] = 'x'
	}
	packed := gzipped(t, plain(4000))
	own := `{"id":"a#1","scenario":"a","api":"%s","args":{},"callbacks":[],"events":[],"end":"idle"}` + "\n"
	for name, c := range map[string]struct {
		files    map[string][]byte
		patterns []string
		calls    int64
		problems string // kind file:line count, each
		status   int
	}{
		"all is well": {files: map[string][]byte{"a": plain(5)}, patterns: []string{"a"}, calls: 5},
		"packed": {files: map[string][]byte{"a.gz": gzipped(t, plain(5)), "b.zst": zstded(t, plain(6))},
			patterns: []string{"*.*"}, calls: 11},
		"by another name":     {files: map[string][]byte{"a.jsonl": gzipped(t, plain(5))}, patterns: []string{"a.jsonl"}, calls: 5},
		"standard input":      {patterns: []string{"-"}, calls: 3},
		"named twice":         {files: map[string][]byte{"a": plain(5)}, patterns: []string{"a", "./a", "*"}, calls: 5},
		"a name of a pattern": {files: map[string][]byte{"a[1]": plain(5)}, patterns: []string{"a[1]"}, calls: 5},
		"blank lines and CRLF": {files: map[string][]byte{"a": bytes.ReplaceAll(plain(5), []byte{'\n'}, []byte("\r\n\n"))},
			patterns: []string{"a"}, calls: 5},
		"a byte order mark": {files: map[string][]byte{"a": append([]byte("\xef\xbb\xbf"), plain(5)...)}, patterns: []string{"a"}, calls: 5},
		"nothing":           {files: map[string][]byte{"a": nil}, patterns: []string{"a"}, status: run.ExitInconclusive},
		"the container":     {files: map[string][]byte{"a": fmt.Appendf(plain(2), own, "my")}, patterns: []string{"a"}, calls: 2},

		"no match": {files: map[string][]byte{"a": plain(5)}, patterns: []string{"a", "*.gz"}, calls: 5,
			problems: "no-match *.gz:0 1", status: run.ExitHarness},
		"no pattern": {files: map[string][]byte{"a": plain(5)}, patterns: []string{"a", "[x"}, calls: 5, problems: "no-match [x:0 1",
			status: run.ExitHarness},
		"no file": {files: map[string][]byte{"a": plain(5)}, patterns: []string{"a", "b"}, calls: 5, problems: "unreadable b:0 1",
			status: run.ExitHarness},
		"a folder": {files: map[string][]byte{"a": plain(5)}, patterns: []string{"a", ".."}, calls: 5,
			problems: "unreadable ..:0 1", status: run.ExitHarness},
		"a damaged archive": {files: map[string][]byte{"a": plain(5), "b": append(packed[:1000:1000], make([]byte, 500)...)},
			patterns: []string{"a", "b"},
			calls:    8, problems: "cut-off b:4 1", status: run.ExitHarness},
		"no archive": {files: map[string][]byte{"a": plain(5), "b": []byte("\x1f\x8bnone"), "c": []byte("\x28\xb5\x2f\xfdnone")},
			patterns: []string{"a", "b", "c"}, calls: 5, problems: "unreadable b:0 1, cut-off c:1 1", status: run.ExitHarness},
		"a truncated line": {files: map[string][]byte{"a": plain(5)[:4000]}, patterns: []string{"a"}, calls: 4, problems: "not-a-record a:5 1",
			status: run.ExitInconclusive},
		"foreign lines": {files: map[string][]byte{"a": append([]byte("x\n{\"level\":\"info\"}\n[]\n"), plain(5)...)}, patterns: []string{"a"},
			calls: 5, problems: "not-a-record a:1 3", status: run.ExitInconclusive},
		"a newer schema": {files: map[string][]byte{"a": append(plain(5), `{"production":2,"new":1}`...)}, patterns: []string{"a"}, calls: 5,
			problems: "newer-schema a:6 1", status: run.ExitInconclusive},
		"another party": {files: map[string][]byte{"a": fmt.Appendf(plain(1), own, record.ProgramAPI)}, patterns: []string{"a"}, calls: 1,
			problems: "other-party a:2 1", status: run.ExitInconclusive},
		"an unknown profile": {files: map[string][]byte{"a": bytes.ReplaceAll(plain(5), []byte(`"documented"`), []byte(`"../x"`))},
			patterns: []string{"a"},
			problems: "unknown-profile a:1 5", status: run.ExitInconclusive},
		"too long a line": {files: map[string][]byte{"a": append(append(append(plain(2), long...), '\n'), plain(3)...)},
			patterns: []string{"a"}, calls: 5,
			problems: "too-long a:3 1", status: run.ExitInconclusive},
		"too long a line at the end": {files: map[string][]byte{"a": append(plain(2), long...)}, patterns: []string{"a"}, calls: 2,
			problems: "too-long a:3 1", status: run.ExitInconclusive},
		"a line of many blocks in an archive": {
			files:    map[string][]byte{"a.gz": gzipped(t, append(append(bytes.Repeat(long, 4), '\n'), plain(3)...))},
			patterns: []string{"a.gz"}, calls: 3, problems: "too-long a.gz:1 1", status: run.ExitInconclusive},
	} {
		t.Run(name, func(t *testing.T) {
			model := audited(t, 2, c.files, c.patterns...)
			var problems []string
			for _, p := range model.Input.Problems {
				problems = append(problems, fmt.Sprintf("%s %s:%d %d", p.Kind, p.File, p.Line, p.Count))
				if p.Why == "" {
					t.Errorf("nothing says why: %+v", p)
				}
			}
			if got := strings.Join(problems, ", "); model.Calls != c.calls || got != c.problems || model.ExitStatus != c.status {
				t.Errorf("%d calls, %q, status %d; want %d, %q, %d", model.Calls, got, model.ExitStatus, c.calls, c.problems, c.status)
			}
		})
	}
}

// An endless line is given up, and costs neither the memory nor the other files.
func TestALineWithoutAnEnd(t *testing.T) {
	w := NewWorker(NewJudges(schemas.Documented()))
	w.Stream(t.Context(), "bomb", endless{})
	problems := w.Tally().Problems
	if p := problems["too-long bomb"]; p == nil || p.Count != 1 {
		t.Errorf("%v", problems)
	}
	if p := problems["cut-off bomb"]; p == nil || !strings.Contains(p.Why, "no end") {
		t.Errorf("%v", problems)
	}
}

type endless struct{}

func (endless) Read(buffer []byte) (int, error) { return len(buffer), nil }

// What is counted is the same on one goroutine and on many, from one file and from several, packed or not, but for the
// names of the files.
func TestTheSameTotalsEachTime(t *testing.T) {
	maker := audittest.New(9)
	maker.Faulty = 30
	first, second := lines(maker, 3000), lines(maker, 2000)
	want := audited(t, 1, map[string][]byte{"a": append(first, second...)}, "a")
	if want.Calls < 4990 || want.Broken < 50 {
		t.Fatalf("%d calls, %d broken", want.Calls, want.Broken)
	}
	for _, jobs := range []int{1, 2, 7} {
		got := audited(t, jobs, map[string][]byte{"a.gz": gzipped(t, first), "b.zst": zstded(t, second)}, "*")
		if w, g := counts(want), counts(got); !reflect.DeepEqual(w, g) {
			t.Errorf("with %d goroutines:\n got %+v\nwant %+v", jobs, g, w)
		}
	}
}

// counts is a model without examples and places.
func counts(a audit.Audit) audit.Audit {
	a.Input = audit.Input{Lines: a.Input.Lines}
	for i := range a.Rules {
		a.Rules[i].Example = nil
	}
	for _, g := range a.Groups {
		for i := range g.Rules {
			g.Rules[i].Example = nil
		}
	}
	return a
}

// Versions without an end are counted, but not apart.
func TestManyGroups(t *testing.T) {
	w := NewWorker(NewJudges(schemas.Documented()))
	line := string(audittest.New(1).Line())
	for i := range MaxGroups + 5 {
		w.Line("f", int64(i), []byte(strings.Replace(line, `"version":"5`, fmt.Sprintf(`"version":"%d`, i), 1)))
	}
	total := NewTally()
	total.Merge(w.Tally())
	if p := total.Problems["too-many-groups f"]; len(total.Groups) != MaxGroups+1 || p == nil || p.Count != 5 {
		t.Errorf("%d groups, %v", len(total.Groups), total.Problems)
	}
}

func TestAnAuditEndsWithItsContext(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a", plain(5), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Run(ctx, Options{Patterns: []string{"a"}, Profile: schemas.Documented()}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
