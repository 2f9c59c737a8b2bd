package junit_test

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/junit"
	"github.com/signspec/signspec/reports/run"
)

// The document as anything that knows XML reads it.
type (
	suitesXML struct {
		XMLName  xml.Name   `xml:"testsuites"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Errors   int        `xml:"errors,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Suites   []suiteXML `xml:"testsuite"`
	}
	suiteXML struct {
		Name       string  `xml:"name,attr"`
		Tests      int     `xml:"tests,attr"`
		Failures   int     `xml:"failures,attr"`
		Errors     int     `xml:"errors,attr"`
		Skipped    int     `xml:"skipped,attr"`
		Timestamp  string  `xml:"timestamp,attr"`
		Time       float64 `xml:"time,attr"`
		Properties []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"value,attr"`
		} `xml:"properties>property"`
		Cases []caseXML `xml:"testcase"`
	}
	caseXML struct {
		Class    string       `xml:"classname,attr"`
		Name     string       `xml:"name,attr"`
		File     string       `xml:"file,attr"`
		Line     string       `xml:"line,attr"`
		Time     string       `xml:"time,attr"`
		Failures []outcomeXML `xml:"failure"`
		Errors   []outcomeXML `xml:"error"`
		Skipped  []outcomeXML `xml:"skipped"`
		Output   []string     `xml:"system-out"`
	}
	outcomeXML struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Body    string `xml:",chardata"`
	}
)

func parseJUnit(t *testing.T, r *run.Run) suiteXML {
	t.Helper()
	var document suitesXML
	if err := xml.Unmarshal(golden.Render(t, junit.Write, r), &document); err != nil {
		t.Fatalf("not XML: %v", err)
	}
	if len(document.Suites) != 1 {
		t.Fatalf("%d suites, want 1", len(document.Suites))
	}
	suite := document.Suites[0]
	if got, want := [4]int{suite.Tests, suite.Failures, suite.Errors, suite.Skipped},
		([4]int{document.Tests, document.Failures, document.Errors, document.Skipped}); got != want {
		t.Errorf("the suite counts %v, the document %v", got, want)
	}
	return suite
}

func TestGoldenFiles(t *testing.T) { golden.Check(t, "junit.xml", junit.Write) }

func TestJUnitKeepsItsRulesInEveryRun(t *testing.T) {
	for name, r := range samples.All() {
		t.Run(name, func(t *testing.T) {
			suite := parseJUnit(t, r)
			var tests, failures, errors, skipped int
			seen := map[string]bool{}
			for _, c := range suite.Cases {
				tests++
				failures, errors, skipped = failures+len(c.Failures), errors+len(c.Errors), skipped+len(c.Skipped)
				if n := len(c.Failures) + len(c.Errors) + len(c.Skipped); n > 1 {
					t.Errorf("%s has %d outcomes", c.Name, n)
				}
				if key := c.Class + "\x00" + c.Name; c.Name == "" || seen[key] {
					t.Errorf("the pair %q, %q is empty or not unique", c.Class, c.Name)
				} else {
					seen[key] = true
				}
				if !regexp.MustCompile(`^signspec\.(wallet|merchant)(\.[\w-]+)?$`).MatchString(c.Class) {
					t.Errorf("classname %q", c.Class)
				}
				for _, o := range append(append(c.Failures, c.Errors...), c.Skipped...) {
					first, _, _ := strings.Cut(o.Body, "\n")
					if o.Message == "" || first != o.Message {
						t.Errorf("%s: message %q, but the body begins with %q", c.Name, o.Message, first)
					}
					if len(c.Skipped) == 0 && o.Type == "" {
						t.Errorf("%s: an outcome without a type", c.Name)
					}
				}
			}
			if got, want := [4]int{suite.Tests, suite.Failures, suite.Errors, suite.Skipped},
				([4]int{tests, failures, errors, skipped}); got != want {
				t.Errorf("the attributes count %v, the elements are %v", got, want)
			}
			if at, err := time.Parse("2006-01-02T15:04:05", suite.Timestamp); err != nil || !at.Equal(r.StartedAt.UTC().Truncate(time.Second)) {
				t.Errorf("timestamp %q is not %s in UTC without a zone", suite.Timestamp, r.StartedAt.UTC())
			}
			if green := failures+errors == 0; green != (r.ExitStatus == 0) {
				t.Errorf("%d failures and %d errors with exit status %d", failures, errors, r.ExitStatus)
			}
		})
	}
}

func TestJUnitHoldsAnErrorForEveryRunWithoutAVerdict(t *testing.T) {
	r := samples.Conformant() // nobody called Conclude
	if suite := parseJUnit(t, r); suite.Errors != 1 {
		t.Errorf("a run that was not concluded has %d errors, want 1", suite.Errors)
	}
	for name, want := range map[string]string{
		"inconclusive": "inconclusive: 2 must rules went untested (settles in part, error-network)",
		"empty":        "inconclusive: nothing was judged",
		"unreachable":  `error (unreachable): the adapter "node adapter.js" ended with status 1 before it answered describe:`,
		"interrupted":  "error (interrupted): interrupted after 12 of 63 scenarios",
	} {
		suite := parseJUnit(t, samples.All()[name])
		last := suite.Cases[len(suite.Cases)-1]
		if last.Class != "signspec.wallet" || last.Name != "verdict" || len(last.Errors) != 1 || last.Errors[0].Message != want {
			t.Errorf("%s: the last case is %+v, want the error %q", name, last, want)
		}
	}
}

func TestJUnitStatusOfRules(t *testing.T) {
	finding := run.Finding{Scenario: "approve/all-callbacks", Expected: "a", Observed: "b"}
	elsewhere := run.Finding{Expected: "a", Observed: "b"}
	cases := map[string]struct {
		rule run.Rule
		want string // a case a word: its name's scenario, "=" and its outcome
	}{
		"held":          {run.Rule{Level: "must", Status: run.Held, Scenarios: []string{"a/1", "a/2"}}, "a/1=pass a/2=pass"},
		"held, no name": {run.Rule{Level: "must", Status: run.Held}, "=pass"},
		"broken": {run.Rule{Level: "must", Status: run.Broken, Scenarios: []string{"a/1", "approve/all-callbacks"},
			Findings: []run.Finding{finding}}, "a/1=pass approve/all-callbacks=failure"},
		"broken twice": {run.Rule{Level: "must", Status: run.Broken, Findings: []run.Finding{finding, finding}},
			"approve/all-callbacks=failure"},
		"broken nowhere": {run.Rule{Level: "must", Status: run.Broken, Scenarios: []string{"a/1"}, Findings: []run.Finding{elsewhere}},
			"a/1=pass =failure"},
		"broken, no word": {run.Rule{Level: "must", Status: run.Broken, Scenarios: []string{"a/1"}}, "a/1=failure =failure"},
		"should broken":   {run.Rule{Level: "should", Status: run.Broken, Findings: []run.Finding{finding}}, "approve/all-callbacks=pass+output"},
		"untested":        {run.Rule{Level: "must", Status: run.NotTested, Reason: "no"}, "=skipped"},
		"untested in two": {run.Rule{Level: "must", Status: run.NotTested, Untested: []run.Untested{{Scenario: "a/1"}, {Scenario: "a/2"}}},
			"a/1=skipped a/2=skipped"},
		"held in part": {run.Rule{Level: "must", Status: run.Held, Scenarios: []string{"a/1"},
			Untested: []run.Untested{{Scenario: "a/1"}, {Scenario: "a/2"}}}, "a/1=pass a/2=skipped"},
		"not applicable": {run.Rule{Level: "must", Status: run.NotApplicable, Reason: "no"}, "=skipped"},
		"errored":        {run.Rule{Level: "must", Status: run.Errored, Reason: "no", Scenarios: []string{"a/1"}}, "a/1=pass =error"},
		"unknown status": {run.Rule{Level: "must", Status: "odd"}, "=skipped"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			c.rule.ID, c.rule.Group = "settles", "callbacks"
			r := &run.Run{Subject: run.Subject{Kind: run.Wallet}, Rules: []run.Rule{c.rule}, Verdict: run.Conformant}
			var got []string
			for _, tc := range parseJUnit(t, r).Cases {
				got = append(got, strings.TrimSpace(strings.TrimPrefix(tc.Name, "settles"))+"="+plainStatus(tc))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func plainStatus(c caseXML) string {
	switch {
	case len(c.Failures) > 0:
		return "failure"
	case len(c.Errors) > 0:
		return "error"
	case len(c.Skipped) > 0:
		return "skipped"
	case len(c.Output) > 0:
		return "pass+output"
	}
	return "pass"
}

func TestJUnitPropertiesSayWhatWasCheckedHow(t *testing.T) {
	got := map[string]string{}
	for _, p := range parseJUnit(t, samples.All()["nonconformant"]).Properties {
		got[p.Name] = p.Value
	}
	for name, want := range map[string]string{"profile": "documented", "plan": "full", "signspec.version": "0.1.0", "subject.version": "5.2.0",
		"subject.sha256": strings.Repeat("ab", 32), "verdict": "nonconformant", "exit-status": "1"} {
		if got[name] != want {
			t.Errorf("property %s is %q, want %q", name, got[name], want)
		}
	}
}

// What XML 1.0 cannot hold must not be in the file even as a reference, and no text of a target may open a tag.
func TestJUnitOfHostileTextIsPlainXML(t *testing.T) {
	document := golden.Render(t, junit.Write, samples.All()["hostile"])
	for _, r := range string(bytes.ToValidUTF8(document, []byte("\x00"))) {
		if r < 0x20 && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0xfffe || r == 0x202e {
			t.Errorf("%U is in the file", r)
		}
	}
	for _, bad := range []string{"<script", "]]>", "&#0", "&#x", "[[ATTACHMENT|"} {
		if bytes.Contains(document, []byte(bad)) {
			t.Errorf("%q is in the file", bad)
		}
	}
}

func TestJUnitBodiesAreBounded(t *testing.T) {
	r := samples.Nonconformant()
	for i := range r.Rules {
		for j := range r.Rules[i].Findings {
			r.Rules[i].Findings[j].Observed = strings.Repeat("é", 50<<20/2)
		}
	}
	r.Conclude()
	if n := len(golden.Render(t, junit.Write, r)); n > 100_000 {
		t.Errorf("%d bytes", n)
	}
}
