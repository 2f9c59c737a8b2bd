package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// junit is junit.xml, as far as a CI system reads it.
type junit struct {
	Suites []struct {
		Tests      int `xml:"tests,attr"`
		Failures   int `xml:"failures,attr"`
		Errors     int `xml:"errors,attr"`
		Skipped    int `xml:"skipped,attr"`
		Properties []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"value,attr"`
		} `xml:"properties>property"`
		Cases []junitTestCase `xml:"testcase"`
	} `xml:"testsuite"`
}

type junitTestCase struct {
	Class   string  `xml:"classname,attr"`
	Name    string  `xml:"name,attr"`
	Failure *string `xml:"failure"`
	Error   *string `xml:"error"`
	Skipped *string `xml:"skipped"`
}

// written reads every report of a run, each by what its readers demand of it, sees that they agree with one another
// and with the exit status, and returns the run.
func written(t *testing.T, e finished) run.Run {
	t.Helper()
	return writtenTo(t, e.out, e)
}

func writtenTo(t *testing.T, out string, e finished) run.Run {
	t.Helper()
	r := readReport(t, filepath.Join(out, "report.json"))
	if r.ExitStatus != e.status {
		t.Errorf("report.json has the exit status %d, the command ended with %d", r.ExitStatus, e.status)
	}
	checkJUnit(t, filepath.Join(out, "junit.xml"), r)
	checkRecords(t, filepath.Join(out, "records.jsonl"), r)
	for _, format := range formats.Default() {
		checkWhole(t, filepath.Join(out, format.File))
	}
	checkNothingElse(t, out)
	if t.Failed() {
		t.Logf("standard output:\n%s\nstandard error:\n%s", tail(e.stdout), tail(e.stderr))
	}
	return r
}

// readReport reads a report.json by its schema.
func readReport(t *testing.T, file string) run.Run {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatalf("%s is not JSON: %v", file, err)
	}
	for i, problem := range schemas.Validate(schemas.ReportSchema, document) {
		if i == 3 {
			break
		}
		t.Errorf("report.json does not keep its schema: %s: %s", problem.Path, problem.Message)
	}
	var r run.Run
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatalf("%s does not read back as a run: %v", file, err)
	}
	return r
}

// checkJUnit demands that counts are right, that the verdict is the run's, and that only a conformant run is green:
// what is no verdict is an error, never a pass and never a skip.
func checkJUnit(t *testing.T, file string, r run.Run) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var document junit
	if err := xml.Unmarshal(text, &document); err != nil || len(document.Suites) != 1 {
		t.Fatalf("%s cannot be read: %v, %d suites", file, err, len(document.Suites))
	}
	suite := document.Suites[0]
	count := map[string]int{}
	for _, c := range suite.Cases {
		for outcome, found := range map[string]*string{"failure": c.Failure, "error": c.Error, "skipped": c.Skipped} {
			if found != nil {
				count[outcome]++
			}
		}
	}
	if suite.Tests != len(suite.Cases) || suite.Failures != count["failure"] || suite.Errors != count["error"] || suite.Skipped != count["skipped"] {
		t.Errorf("junit.xml counts %d tests, %d failures, %d errors, %d skipped; it has %d and %v",
			suite.Tests, suite.Failures, suite.Errors, suite.Skipped, len(suite.Cases), count)
	}
	properties := map[string]string{}
	for _, p := range suite.Properties {
		properties[p.Name] = p.Value
	}
	if properties["verdict"] != string(r.Verdict) || properties["exit-status"] != strconv.Itoa(r.ExitStatus) {
		t.Errorf("junit.xml says %s, status %s; report.json %s, %d", properties["verdict"], properties["exit-status"], r.Verdict, r.ExitStatus)
	}
	failures, errors := count["failure"] > 0, count["error"] > 0
	switch r.ExitStatus {
	case run.ExitConformant:
		if failures || errors || len(suite.Cases) == 0 {
			t.Errorf("junit.xml of a conformant run has %v in %d cases", count, len(suite.Cases))
		}
	case run.ExitNonconformant:
		if !failures || errors {
			t.Errorf("junit.xml of a nonconformant run has %v, want failures and no error", count)
		}
	default:
		if !errors {
			t.Errorf("junit.xml of a run without a verdict has %v, want an error", count)
		}
	}
}

func checkRecords(t *testing.T, file string, checked run.Run) {
	t.Helper()
	content, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	var ids, want []string
	for r, err := range record.NewReader(content).All() {
		if err != nil {
			t.Fatalf("records.jsonl cannot be read: %v", err)
		}
		ids = append(ids, r.ID)
	}
	for _, r := range checked.Records {
		want = append(want, r.ID)
	}
	if !slices.Equal(ids, want) {
		t.Errorf("records.jsonl has the %d records %q, report.json the %d %q", len(ids), ids, len(want), want)
	}
}

// checkWhole demands that a report is there and, where its format has a form that can be broken, that it is not.
func checkWhole(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil || len(text) == 0 {
		t.Errorf("a report is missing or empty: %s (%v)", file, err)
		return
	}
	switch filepath.Ext(file) {
	case ".json", ".sarif":
		if !json.Valid(text) {
			t.Errorf("%s is not JSON", file)
		}
	case ".ndjson":
		for line := range bytes.Lines(text) {
			if !json.Valid(line) {
				t.Errorf("%s has the line %s, which is not JSON", file, line)
			}
		}
	case ".xml", ".svg":
		for tokens := xml.NewDecoder(bytes.NewReader(text)); err == nil; _, err = tokens.Token() {
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s is not XML: %v", file, err)
		}
	case ".html":
		if !bytes.HasSuffix(bytes.TrimSpace(text), []byte("</html>")) {
			t.Errorf("%s has no end", file)
		}
	}
}

// checkNothingElse demands that no half-written file was left beside the reports.
func checkNothingElse(t *testing.T, out string) {
	t.Helper()
	entries, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ".") {
			t.Errorf("%s was left in the folder of the reports", entry.Name())
		}
	}
}

// withStatus lists the rules of a run that have the status, in their order.
func withStatus(r run.Run, status run.Status) []string {
	var ids []string
	for _, rule := range r.Rules {
		if rule.Status == status {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// tail is the end of a long text.
func tail(text string) string {
	const kept = 4000
	if len(text) > kept {
		return "… " + strings.ToValidUTF8(text[len(text)-kept:], "")
	}
	return text
}
