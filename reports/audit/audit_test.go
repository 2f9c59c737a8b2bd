package audit_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// sample is an audit with a broken rule, a kept one, one that nothing could show, and problems of the input.
func sample() audit.Audit {
	payload := record.Fields(map[string]record.Value{"error": record.Text("6001"), "errMessage": record.Text("no")})
	seen := record.Record{
		ID: "9-1", Scenario: record.ProductionScenario, API: "my.signContract", End: record.Settled,
		Args:      record.Fields(map[string]record.Value{"signStr": record.Text("s")}),
		Callbacks: []string{"success", "fail", "complete"},
		Events: []record.Event{{At: 0, Type: record.Returned, Args: []record.Value{{}}},
			{At: 310, Type: record.Completed}, {At: 330, Type: record.Failed, Args: []record.Value{payload}}},
	}
	example := audit.Example{File: "b.jsonl", Line: 7, Events: 3, Bytes: 600,
		Expected: "complete comes after success or fail", Observed: "fail came 20 ms after complete"}
	whole := example
	whole.Record = &seen
	const first, last = "2026-11-01T00:00:00.000Z", "2026-11-02T23:59:59.999Z"
	rule := func(id, level string, judged, broken int64) audit.GroupRule {
		r := audit.GroupRule{ID: id, Level: level, Judged: judged, Broken: broken}
		if broken > 0 {
			r.First, r.Last, r.Example = first, last, &example
		}
		return r
	}
	group := func(version, day string, calls, broken int64) audit.Group {
		return audit.Group{Wallet: "Acme", Version: version, Platform: "iOS", Profile: "documented", Day: day,
			Seen:  audit.Seen{Calls: calls, Broken: broken, First: day + "T01:00:00.000Z", Last: day + "T02:00:00.000Z"},
			Rules: []audit.GroupRule{rule("complete-last", run.Must, calls, broken), rule("asynchronous", run.Should, calls, 0)}}
	}
	a := audit.Audit{
		Tool: run.Tool{Name: "signspec", Version: "0"}, RulesDigest: "sha256:00", Profile: "documented",
		Seen: audit.Seen{Calls: 1_234_567, Broken: 21, First: first, Last: last},
		Input: audit.Input{Files: 2, Lines: 1_234_569, Problems: []audit.Problem{
			{Kind: audit.NotARecord, File: "a.jsonl", Count: 2, Line: 3, Why: "this is not JSON \x1b[31m"},
			{Kind: audit.NoMatch, File: "*.gz", Count: 1, Why: "no file matches"},
		}},
		Rules: []audit.Rule{
			{ID: "complete-last", Level: run.Must, Group: "callbacks", Title: "Complete comes last", Clause: "complete: upon completion",
				Judged: 1_234_567, Broken: 21, First: first, Last: last, Example: &whole},
			{ID: "asynchronous", Level: run.Should, Group: "callbacks", Title: "No callback runs early", Clause: "returns first", Judged: 1_234_567},
			{ID: "sign-str-type", Level: run.Must, Group: "parameters", Title: "Refused", Clause: "String"},
		},
		Groups: []audit.Group{group("5.1.0", "2026-11-01", 1_000_000, 0), group("5.2.0", "2026-11-01", 200_000, 20),
			group("5.2.0", "2026-11-02", 34_567, 1)},
	}
	a.Conclude()
	return a
}

func TestFormats(t *testing.T) {
	for file, write := range map[string]func(io.Writer, audit.Audit) error{"audit.txt": audit.WriteText, "audit.json": audit.WriteJSON} {
		var got bytes.Buffer
		if err := write(&got, sample()); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", file)
		if os.Getenv("UPDATE_GOLDEN") != "" {
			if err := os.WriteFile(path, got.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("no golden file; UPDATE_GOLDEN=1 go test ./reports/... writes it: %v", err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs; look at the difference after UPDATE_GOLDEN=1 go test ./reports/...\n%s", path, got.String())
		}
	}
}

// The verdict weighs a certain break more than what could not be read, and that more than a line that was none.
func TestTheVerdict(t *testing.T) {
	problem := func(kind audit.ProblemKind) []audit.Problem {
		return []audit.Problem{{Kind: kind, File: "f", Count: 1}}
	}
	broken := func(level string) []audit.Group {
		return []audit.Group{{Rules: []audit.GroupRule{{ID: "a", Level: level, Judged: 1, Broken: 1}}}}
	}
	one := audit.Seen{Calls: 1}
	for name, c := range map[string]struct {
		audit audit.Audit
		want  int
	}{
		"all held": {audit.Audit{Seen: one}, run.ExitConformant},
		"no call":  {audit.Audit{}, run.ExitInconclusive},
		"a must": {audit.Audit{Seen: one, Groups: broken(run.Must),
			Input: audit.Input{Problems: problem(audit.NoMatch)}}, run.ExitNonconformant},
		"a should":         {audit.Audit{Seen: one, Groups: broken(run.Should)}, run.ExitConformant},
		"a should, strict": {audit.Audit{Seen: one, Groups: broken(run.Should), Strict: true}, run.ExitNonconformant},
		"a may, strict":    {audit.Audit{Seen: one, Groups: broken(run.May), Strict: true}, run.ExitConformant},
		"a file":           {audit.Audit{Seen: one, Input: audit.Input{Problems: problem(audit.CutOff)}}, run.ExitHarness},
		"a fault of ours":  {audit.Audit{Seen: one, Input: audit.Input{Problems: problem(audit.NotJudged)}}, run.ExitHarness},
		"a line":           {audit.Audit{Seen: one, Input: audit.Input{Problems: problem(audit.Newer)}}, run.ExitInconclusive},
		"a line, and a pattern": {audit.Audit{Seen: one,
			Input: audit.Input{Problems: append(problem(audit.Newer), problem(audit.NoMatch)...)}}, run.ExitHarness},
	} {
		if c.audit.Conclude(); c.audit.ExitStatus != c.want {
			t.Errorf("%s: %s, %d, want %d", name, c.audit.Verdict, c.audit.ExitStatus, c.want)
		}
	}
}

// The formats of a run tell of the audit: a case a rule and target, the example with its record, what was not judged.
func TestTheFormatsOfARun(t *testing.T) {
	dir := t.TempDir()
	chosen, err := audit.ChooseFormats("all")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := audit.WriteFiles(dir, sample(), chosen); err != nil {
		t.Fatal(err)
	}
	read := func(file string) string {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	var suites struct {
		Failures int `xml:"failures,attr"`
		Tests    int `xml:"tests,attr"`
	}
	if err := xml.Unmarshal([]byte(read("junit.xml")), &suites); err != nil || suites.Failures != 1 || suites.Tests != 4 {
		t.Errorf("%+v, %v", suites, err)
	}
	for file, words := range map[string][]string{
		"junit.xml":   {"Acme 5.2.0, iOS, documented", "in 21 of 234567 calls", "b.jsonl:7"},
		"report.html": {"Acme 5.2.0, iOS, documented", "in 21 of 234567 calls", "no file matches"},
		"summary.md":  {"complete-last"},
	} {
		for _, word := range words {
			if !strings.Contains(read(file), word) {
				t.Errorf("%s says nothing of %q", file, word)
			}
		}
	}
	var back audit.Audit
	if err := json.Unmarshal([]byte(read("audit.json")), &back); err != nil || back.Calls != 1_234_567 ||
		back.Rules[0].Example.Record.ID != "9-1" {
		t.Errorf("%+v, %v", back, err)
	}
}

// A report of an earlier audit that is not written again goes; what else is in the folder stays.
func TestNoReportOfYesterdayStays(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "notes.md"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for list, want := range map[string]string{"html,junit": "audit.json junit.xml notes.md report.html", "json": "audit.json notes.md"} {
		chosen, err := audit.ChooseFormats(list)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := audit.WriteFiles(dir, sample(), chosen); err != nil {
			t.Fatal(err)
		}
		var names []string
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: %s, want %s", list, got, want)
		}
	}
	if _, err := audit.ChooseFormats("htm"); err == nil || !strings.Contains(err.Error(), "html") {
		t.Errorf("%v", err)
	}
}
