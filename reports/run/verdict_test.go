package run_test

import (
	"testing"

	"github.com/signspec/signspec/reports/run"
)

func TestConclude(t *testing.T) {
	rule := func(level string, status run.Status) run.Rule {
		return run.Rule{ID: level + "-" + string(status), Level: level, Status: status, Reason: "because"}
	}
	var (
		held         = rule("must", run.Held)
		broken       = rule("must", run.Broken)
		untested     = rule("must", run.NotTested)
		inapplicable = rule("must", run.NotApplicable)
		errored      = rule("should", run.Errored)
		shouldBreak  = rule("should", run.Broken)
		shouldOpen   = rule("should", run.NotTested)
		mayBreak     = rule("may", run.Broken)
		partly       = rule("must", run.Held)
		shouldPartly = rule("should", run.Held)
	)
	partly.Untested = []run.Untested{{Scenario: "network/all-callbacks", Reason: "stage returned null"}}
	shouldPartly.Untested = partly.Untested
	failed := func(kind run.ErrorKind) *run.RunError { return &run.RunError{Kind: kind, Message: "oh"} }
	cases := map[string]struct {
		rules   []run.Rule
		err     *run.RunError
		strict  bool
		verdict run.Verdict
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
		"unreachable":                             {err: failed(run.Unreachable), verdict: "error", status: 3},
		"harness outweighs broken":                {rules: list(broken), err: failed(run.Harness), verdict: "error", status: 3},
		"interrupted":                             {rules: list(held), err: failed(run.Interrupted), verdict: "error", status: 3},
		"configuration":                           {rules: list(broken), err: failed(run.Configuration), verdict: "error", status: 2},
		"an error of no known kind":               {rules: list(held), err: failed("gremlins"), verdict: "error", status: 3},
		"a rule that could not be judged":         {rules: list(held, errored, broken), verdict: "error", status: 3},
		"a rule not judged beside a config error": {rules: list(errored), err: failed(run.Configuration), verdict: "error", status: 2},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := run.Run{Rules: c.rules, Error: c.err, Strict: c.strict}
			r.Conclude()
			if r.Verdict != c.verdict || r.ExitStatus != c.status {
				t.Errorf("%s, exit status %d; want %s, %d", r.Verdict, r.ExitStatus, c.verdict, c.status)
			}
			if r.SchemaVersion != run.SchemaVersion {
				t.Errorf("schema version %d", r.SchemaVersion)
			}
			if (r.Verdict == run.Failed) != (r.Error != nil) {
				t.Errorf("verdict %s with error %v", r.Verdict, r.Error)
			}
		})
	}
}

func TestARuleThatCouldNotBeJudgedIsNamedInTheError(t *testing.T) {
	r := run.Run{Rules: list(run.Rule{ID: "settles", Status: run.Errored, Reason: "index out of range"})}
	r.Conclude()
	want := run.RunError{Kind: run.Harness, Message: "the rule settles could not be judged: index out of range"}
	if *r.Error != want {
		t.Errorf("got %+v, want %+v", *r.Error, want)
	}
}

func list(rules ...run.Rule) []run.Rule { return rules }
