package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
)

// TestFlags shows what each flag of a check does to its outcome.
func TestFlags(t *testing.T) {
	folder := t.TempDir()
	if err := os.CopyFS(folder, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	should := filepath.Join(folder, "faulty", "asynchronous.js") // breaks that should rule alone
	for name, c := range map[string]struct {
		args   []string
		status int
		holds  func(run.Run) bool
	}{
		"a broken should rule is a warning": {[]string{should}, 0, func(r run.Run) bool { return slices.Equal(withStatus(r, run.Broken), []string{"asynchronous"}) }},
		"strict":                            {[]string{"--strict", should}, 1, func(r run.Run) bool { return r.Strict }},
		"thrifty":                           {[]string{"--plan", "thrifty"}, 0, func(r run.Run) bool { return r.Plan == "thrifty" && r.Authorisations <= 12 }},
		"rules by id":                       {[]string{"--rules", "settles, one-outcome"}, 0, func(r run.Run) bool { return slices.Equal(idsOf(r), []string{"settles", "one-outcome"}) }},
		"rules by level and group":          {[]string{"--rules", "must && callbacks && !complete-once"}, 0, func(r run.Run) bool { return len(r.Rules) == 5 && !slices.Contains(idsOf(r), "complete-once") }},
		"rules by pattern":                  {[]string{"--rules", "/^auth-code/"}, 0, func(r run.Run) bool { return len(r.Rules) == 3 }},
		"a rule on what stands there":       {[]string{"--rules", "appx-version"}, 0, func(r run.Run) bool { return r.Authorisations == 0 && len(r.Records) == 1 }},
		"a short settle":                    {[]string{"--settle", "1s", "--quiet", "1s", filepath.Join(folder, "correct", "slow.js")}, 1, func(r run.Run) bool { return slices.Contains(withStatus(r, run.Broken), "settles") }},
		"a short quiet":                     {[]string{"--quiet", "1ms", "--plan", "thrifty", filepath.Join(folder, "faulty", "outcome-once.late.js")}, 0, func(r run.Run) bool { return withStatus(r, run.Broken) == nil }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := signspec(t, t.TempDir(), append([]string{"wallet"}, c.args...)...)
			checked := written(t, e)
			if e.status != c.status || !c.holds(checked) {
				t.Errorf("exit status %d, want %d; rules %q, broken %q, %d authorisations",
					e.status, c.status, idsOf(checked), withStatus(checked, run.Broken), checked.Authorisations)
			}
		})
	}
}

// TestReproduceCommand shows that the command which a finding names shows that finding again, and nothing else.
func TestReproduceCommand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	const wallet = "faulty/complete-last.js"
	r := written(t, signspec(t, dir, "wallet", wallet))
	i := slices.IndexFunc(r.Rules, func(rule run.Rule) bool { return len(rule.Findings) > 0 })
	if i < 0 {
		t.Fatalf("%s breaks nothing", wallet)
	}
	rule := r.Rules[i]
	words := strings.Fields(rule.Findings[0].Reproduce)
	if len(words) < 2 || words[0] != "signspec" {
		t.Fatalf("the command is %q", rule.Findings[0].Reproduce)
	}
	again := written(t, signspec(t, dir, words[1:]...))
	if !slices.Contains(words, "--scenario") || len(again.Only) != 1 {
		t.Errorf("%q performs more than the scenario: %q", words, again.Only)
	}
	if again.ExitStatus != run.ExitNonconformant || !slices.Equal(idsOf(again), []string{rule.ID}) {
		t.Errorf("%q ends with status %d and judges %q, want 1 and %s", words, again.ExitStatus, idsOf(again), rule.ID)
	}
}

func TestOutFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, "some", "where")
	e := signspec(t, dir, "wallet", "--rules", "settles", "--out", out)
	writtenTo(t, out, e)
	if _, err := os.Stat(e.out); err == nil {
		t.Errorf("%s was made although %s was asked for", e.out, out)
	}
}

// TestOutputOfAFile shows that what a run prints is fit for a file: no colours, no progress.
func TestOutputOfAFile(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"wallet"}, {"wallet", "-v", "--no-color"}} {
		e := signspec(t, t.TempDir(), args...)
		if strings.ContainsAny(e.stdout+e.stderr, "\x1b\r\b") || e.stderr != "" {
			t.Errorf("%q prints what only a terminal can show: %q", args, e.stdout+e.stderr)
		}
	}
}

func idsOf(r run.Run) []string {
	var all []string
	for _, rule := range r.Rules {
		all = append(all, rule.ID)
	}
	return all
}
