package annotations_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/annotations"
	"github.com/signspec/signspec/reports/run"
)

func written(t *testing.T, r *run.Run) []string {
	t.Helper()
	r.Conclude()
	var b bytes.Buffer
	if err := annotations.Write(&b, run.Mask(r)); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

func TestFindingsAreErrorsAndWarningsAtTheirPlace(t *testing.T) {
	finding := run.Finding{Scenario: "cancel/fail", Expected: "once", Observed: "twice\n::error::100%", File: "pages/a,b:c/index.js", Line: 3, Column: 7}
	elsewhere := finding
	elsewhere.File = ""
	rule := func(id, level string, f ...run.Finding) run.Rule {
		return run.Rule{ID: id, Level: level, Title: "It holds", Status: run.Broken, Findings: f}
	}
	got := written(t, &run.Run{
		Subject: run.Subject{Kind: run.MiniProgram, Source: "program"},
		Rules: []run.Rule{rule("a-must", run.Must, finding, finding), rule("a-should", run.Should, elsewhere),
			{ID: "held", Level: run.Must, Status: run.Held, Scenarios: []string{"a"}}},
	})
	want := []string{
		`::error file=pages/a%2Cb%3Ac/index.js,line=3,col=7,title=signspec a-must::It holds. Expected: once. Observed: twice\n::error::100%25 (cancel/fail)`,
		`::warning file=program,title=signspec a-should::It holds. Expected: once. Observed: twice\n::error::100%25 (cancel/fail)`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("it writes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAnErrorOfTheRunIsOneLine(t *testing.T) {
	got := written(t, &run.Run{Error: &run.RunError{Kind: run.Configuration, Message: "signspec.yaml:1:1: open is missing\n  1 | opne: a\n"}})
	if len(got) != 1 || !strings.HasPrefix(got[0], "::error title=signspec::error (configuration): signspec.yaml:1:1: open is missing") {
		t.Errorf("it writes %q", got)
	}
}

func TestAConformantRunIsSilent(t *testing.T) {
	got := written(t, &run.Run{Rules: []run.Rule{{ID: "held", Level: run.Must, Status: run.Held, Scenarios: []string{"a"}}}})
	if strings.Join(got, "") != "" {
		t.Errorf("it writes %q", got)
	}
}

func TestNoTextBeginsALine(t *testing.T) {
	for _, line := range written(t, &run.Run{Subject: run.Subject{Source: "a\r\n::set-output name=x::y"}, Rules: []run.Rule{{
		ID: "x\n::stop-commands::z", Level: run.Must, Status: run.Broken, Title: "\r\n::debug::t",
		Findings: []run.Finding{{Scenario: "s\n::error::", Expected: "e\u2028::error::", Observed: "\r::error::o"}},
	}}}) {
		if !strings.HasPrefix(line, "::error file=") || strings.ContainsAny(line, "\r\u2028") {
			t.Errorf("the line %q is another's", line)
		}
	}
}
