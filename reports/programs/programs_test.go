package programs_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/reports/run"
)

const attack = "=cmd()<script>alert(1)</script>\x1b[31m"

func result(program string, status run.Status) programs.Result {
	r := programs.Result{
		Program: program, Verdict: run.Conformant, How: programs.Performed,
		Rules: map[string]run.Status{"passes-sign-str": status, "calls-sign-contract": run.Held, "zz-unknown": run.NotTested},
	}
	if status == run.Broken {
		r.Verdict, r.ExitStatus = run.Nonconformant, run.ExitNonconformant
		r.Broken = []programs.Break{{Rule: "passes-sign-str", Level: run.Must, Scenario: "outcome/approve", Expected: "the string",
			Observed: "another", File: "pages/a.js", Line: 7, Also: 3}}
	}
	return r
}

func sample() []programs.Result {
	return []programs.Result{
		result(attack, run.Broken), result("a", run.Broken), result("b", run.Broken), result("c", run.Broken), result("d", run.Held),
		programs.Failed("e.zip", "this is no archive"), {Program: "f", Verdict: run.Inconclusive, How: programs.Kept},
	}
}

func TestTheMatrixSaysWhatIsNew(t *testing.T) {
	previous := []programs.Result{result("a", run.Broken), result("b", run.Held), result("d", run.Broken), result("gone", run.Held)}
	for i := range previous {
		delete(previous[i].Rules, "zz-unknown")
	}
	m := programs.NewMatrix(sample()[1:5], previous)
	var ids []string
	for _, r := range m.Rules {
		ids = append(ids, r.ID)
	}
	if want := []string{"calls-sign-contract", "passes-sign-str", "zz-unknown"}; !reflect.DeepEqual(ids, want) {
		t.Fatalf("the rules are %v, want %v", ids, want)
	}
	if r := m.Rules[0]; r.NewRule || r.New != nil || r.Example != nil || r.Level != run.Must {
		t.Errorf("%+v", r)
	}
	r := m.Rules[1]
	if !reflect.DeepEqual(r.New, []string{"b", "c"}) || !reflect.DeepEqual(r.Mended, []string{"d"}) || r.NewRule || r.Example.Program != "b" ||
		!reflect.DeepEqual(r.Counts, map[run.Status]int{run.Broken: 3, run.Held: 1}) {
		t.Errorf("%+v", r)
	}
	if !m.Rules[2].NewRule {
		t.Error("zz-unknown is a new rule")
	}
	want := &programs.Since{Programs: 4, Added: []string{"c"}, Gone: []string{"gone"}, Worse: []string{"b"}, Better: []string{"d"}}
	if !reflect.DeepEqual(m.Since, want) {
		t.Errorf("%+v, want %+v", m.Since, want)
	}
	if m := programs.NewMatrix(sample(), nil); m.Since != nil || m.Rules[1].New != nil || m.Rules[1].NewRule {
		t.Errorf("nothing is known of a last run: %+v", m)
	}
}

func TestTheExitStatus(t *testing.T) {
	all := sample()
	for want, results := range map[int][]programs.Result{
		run.ExitInconclusive: {}, run.ExitConformant: all[4:5], run.ExitNonconformant: all, run.ExitHarness: all[4:],
	} {
		if m := programs.NewMatrix(results, nil); m.ExitStatus != want {
			t.Errorf("%d results: exit status %d, want %d", len(results), m.ExitStatus, want)
		}
	}
	if m := programs.NewMatrix(all[6:], nil); m.ExitStatus != run.ExitInconclusive {
		t.Errorf("an inconclusive one: %d", m.ExitStatus)
	}
}

// Every format tells of every program that is not conformant, and lets no name of one act.
func TestFormats(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "reports")
	m := programs.NewMatrix(sample(), sample()[4:])
	written, err := programs.WriteFiles(dir, m, sample())
	if err != nil || len(written) != 4 {
		t.Fatal(written, err)
	}
	read := func(file string) string {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\x1b") || strings.Contains(string(text), "<script") && file != "matrix.json" && file != "matrix.csv" {
			t.Errorf("%s lets a name act", file)
		}
		return string(text)
	}
	var text bytes.Buffer
	if err := programs.WriteText(&text, m); err != nil {
		t.Fatal(err)
	}
	for of, words := range map[string][]string{
		text.String(): {"broken by 4, held by 1", "new  c", "7 programs: 1 conformant, 4 nonconformant, 1 inconclusive, 1 could not be judged",
			"5 performed, 1 judged before by the same rules", "since the last run of 3: 4 added"},
		read("report.html"): {"7 mini programs", "passes-sign-str", "pages/a.js:7", "this is no archive", "e.zip"},
		read("junit.xml"):   {"breaks passes-sign-str", "expected the string", "and in 3 more scenarios"},
	} {
		for _, word := range words {
			if !strings.Contains(of, word) {
				t.Errorf("there is no %q in\n%.2000s", word, of)
			}
		}
	}
	var suites struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
	}
	if err := xml.Unmarshal([]byte(read("junit.xml")), &suites); err != nil || suites.Tests != 7 || suites.Failures != 4 || suites.Errors != 1 ||
		suites.Skipped != 1 {
		t.Errorf("%+v, %v", suites, err)
	}
	var back programs.Matrix
	if err := json.Unmarshal([]byte(read("matrix.json")), &back); err != nil || !reflect.DeepEqual(back, m) {
		t.Errorf("%+v, %v", back, err)
	}
	rows, err := csv.NewReader(strings.NewReader(read("matrix.csv"))).ReadAll()
	if err != nil || len(rows) != 8 || !strings.HasPrefix(rows[1][0], "'=cmd()") || rows[2][4] != "broken" || rows[6][4] != "" {
		t.Errorf("%q, %v", rows, err)
	}
}

// A page has an end, and says what it leaves out.
func TestAPageOfVeryMany(t *testing.T) {
	many := make([]programs.Result, 1234)
	for i := range many {
		many[i] = programs.Failed(strings.Repeat("x", i+1), "no")
	}
	var page bytes.Buffer
	if err := programs.WriteHTML(&page, programs.NewMatrix(many, nil), many); err != nil || !strings.Contains(page.String(), "234 more are in matrix.csv") {
		t.Errorf("%v: %.500s", err, page.String())
	}
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := programs.WriteFiles(file, programs.NewMatrix(nil, nil), nil); err == nil {
		t.Error("a file is no folder")
	}
	if err := programs.WriteText(full{}, programs.NewMatrix(nil, nil)); err == nil {
		t.Error("the disk is full")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
