package gitlab_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/signspec/signspec/reports/gitlab"
	"github.com/signspec/signspec/reports/run"
)

type issue struct {
	Description, Severity, Fingerprint string
	CheckName                          string `json:"check_name"`
	Location                           struct {
		Path  string
		Lines struct{ Begin int }
	}
}

func written(t *testing.T, r *run.Run) []issue {
	t.Helper()
	r.Conclude()
	var b bytes.Buffer
	if err := gitlab.Write(&b, run.Mask(r)); err != nil {
		t.Fatal(err)
	}
	var issues []issue
	if err := json.Unmarshal(b.Bytes(), &issues); err != nil {
		t.Fatalf("%v: %s", err, b.String())
	}
	if issues == nil {
		t.Fatal("it is null, where GitLab takes a list")
	}
	return issues
}

func TestFindingsAreIssues(t *testing.T) {
	at := run.Finding{Scenario: "cancel/fail", Expected: "once", Observed: "twice, 3 ms later", File: "pages/a.js", Line: 3}
	later := at
	later.Observed = "twice, 9 ms later" // is the same
	r := func() *run.Run {
		return &run.Run{Subject: run.Subject{Kind: run.Wallet, Source: "wallet.js"}, Rules: []run.Rule{
			{ID: "a-must", Level: run.Must, Title: "It holds", Status: run.Broken, Findings: []run.Finding{at, later}},
			{ID: "a-should", Level: run.Should, Title: "It holds", Status: run.Broken, Findings: []run.Finding{{Scenario: "s", Observed: "o"}}},
			{ID: "known", Level: run.Must, Title: "It holds", Status: run.Broken,
				Findings: []run.Finding{{Scenario: "s", Observed: "o", Known: &run.Known{Reason: "old"}}}},
		}}
	}
	got := written(t, r())
	if len(got) != 3 {
		t.Fatalf("there are %d issues, want 3: %+v", len(got), got)
	}
	bySeverity := map[string]issue{}
	prints := map[string]bool{}
	for _, i := range got {
		bySeverity[i.Severity], prints[i.Fingerprint] = i, true
	}
	if must := bySeverity["critical"]; must.CheckName != "a-must" || must.Location.Path != "pages/a.js" || must.Location.Lines.Begin != 3 {
		t.Errorf("the must is %+v", must)
	}
	if should := bySeverity["major"]; should.CheckName != "a-should" || should.Location.Path != "wallet.js" || should.Location.Lines.Begin != 1 {
		t.Errorf("the should is %+v", should)
	}
	if bySeverity["info"].CheckName != "known" || len(prints) != 3 {
		t.Errorf("the issues are %+v", got)
	}
	for i, again := range written(t, r()) {
		if again != got[i] {
			t.Errorf("in another run it is %+v, and was %+v", again, got[i])
		}
	}
}

func TestAnErrorIsAnIssueAndNothingIsAList(t *testing.T) {
	if got := written(t, &run.Run{Error: &run.RunError{Kind: run.Unreachable, Message: "down"}}); len(got) != 1 || got[0].Severity != "blocker" || got[0].Location.Path == "" {
		t.Errorf("the issues are %+v", got)
	}
	if got := written(t, &run.Run{Rules: []run.Rule{{ID: "held", Status: run.Held, Scenarios: []string{"a"}}}}); len(got) != 0 {
		t.Errorf("the issues are %+v", got)
	}
}
