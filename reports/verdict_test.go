package reports_test

import (
	"testing"

	"github.com/signspec/signspec/reports"
)

func TestConclude(t *testing.T) {
	rule := func(level string, status reports.Status) reports.Rule {
		return reports.Rule{ID: level + "-" + string(status), Level: level, Status: status, Reason: "because"}
	}
	var (
		held         = rule("must", reports.Held)
		broken       = rule("must", reports.Broken)
		untested     = rule("must", reports.NotTested)
		inapplicable = rule("must", reports.NotApplicable)
		errored      = rule("should", reports.Errored)
		shouldBreak  = rule("should", reports.Broken)
		shouldOpen   = rule("should", reports.NotTested)
		mayBreak     = rule("may", reports.Broken)
		partly       = rule("must", reports.Held)
		shouldPartly = rule("should", reports.Held)
	)
	partly.Untested = []reports.Untested{{Scenario: "network/all-callbacks", Reason: "stage returned null"}}
	shouldPartly.Untested = partly.Untested
	failed := func(kind reports.ErrorKind) *reports.RunError { return &reports.RunError{Kind: kind, Message: "oh"} }
	cases := map[string]struct {
		rules   []reports.Rule
		err     *reports.RunError
		strict  bool
		verdict reports.Verdict
		status  int
	}{
		"every rule held":                         {rules: list(held, held), verdict: "conformant", status: 0},
		"a must rule broken":                      {rules: list(held, broken), verdict: "nonconformant", status: 1},
		"broken outweighs untested":               {rules: list(untested, broken, held), verdict: "nonconformant", status: 1},
		"a should rule broken":                    {rules: list(held, shouldBreak), verdict: "conformant", status: 0},
		"a should rule broken, strict":            {rules: list(held, shouldBreak), strict: true, verdict: "nonconformant", status: 1},
		"a should rule broken, strict, and open":  {rules: list(untested, shouldBreak), strict: true, verdict: "nonconformant", status: 1},
		"a should rule broken, and open":          {rules: list(untested, shouldBreak), verdict: "inconclusive", status: 4},
		"a may rule broken, strict":               {rules: list(held, mayBreak), strict: true, verdict: "conformant", status: 0},
		"only a should rule, broken":              {rules: list(shouldBreak), verdict: "conformant", status: 0},
		"nothing selected":                        {verdict: "inconclusive", status: 4},
		"a must rule untested":                    {rules: list(held, untested), verdict: "inconclusive", status: 4},
		"a must rule untested in a scenario":      {rules: list(held, partly), verdict: "inconclusive", status: 4},
		"a should rule untested in a scenario":    {rules: list(held, shouldPartly), verdict: "conformant", status: 0},
		"a should rule untested, strict":          {rules: list(held, shouldOpen), strict: true, verdict: "conformant", status: 0},
		"a rule not applicable":                   {rules: list(held, inapplicable), verdict: "conformant", status: 0},
		"every rule not applicable":               {rules: list(inapplicable), verdict: "inconclusive", status: 4},
		"every should rule untested":              {rules: list(shouldOpen), verdict: "inconclusive", status: 4},
		"unreachable":                             {err: failed(reports.Unreachable), verdict: "error", status: 3},
		"harness outweighs broken":                {rules: list(broken), err: failed(reports.Harness), verdict: "error", status: 3},
		"interrupted":                             {rules: list(held), err: failed(reports.Interrupted), verdict: "error", status: 3},
		"configuration":                           {rules: list(broken), err: failed(reports.Configuration), verdict: "error", status: 2},
		"an error of no known kind":               {rules: list(held), err: failed("gremlins"), verdict: "error", status: 3},
		"a rule that could not be judged":         {rules: list(held, errored, broken), verdict: "error", status: 3},
		"a rule not judged beside a config error": {rules: list(errored), err: failed(reports.Configuration), verdict: "error", status: 2},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			run := reports.Run{Rules: c.rules, Error: c.err, Strict: c.strict}
			run.Conclude()
			if run.Verdict != c.verdict || run.ExitStatus != c.status {
				t.Errorf("%s, exit status %d; want %s, %d", run.Verdict, run.ExitStatus, c.verdict, c.status)
			}
			if run.SchemaVersion != reports.SchemaVersion {
				t.Errorf("schema version %d", run.SchemaVersion)
			}
			if (run.Verdict == reports.Failed) != (run.Error != nil) {
				t.Errorf("verdict %s with error %v", run.Verdict, run.Error)
			}
		})
	}
}

func TestARuleThatCouldNotBeJudgedIsNamedInTheError(t *testing.T) {
	run := reports.Run{Rules: list(reports.Rule{ID: "settles", Status: reports.Errored, Reason: "index out of range"})}
	run.Conclude()
	want := reports.RunError{Kind: reports.Harness, Message: "the rule settles could not be judged: index out of range"}
	if *run.Error != want {
		t.Errorf("got %+v, want %+v", *run.Error, want)
	}
}

func list(rules ...reports.Rule) []reports.Rule { return rules }
