package main

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestRulesListsEveryRule(t *testing.T) {
	t.Parallel()
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	e := signspec(t, t.TempDir(), "rules")
	if e.status != 0 || e.stderr != "" {
		t.Errorf("exit status %d, standard error %q", e.status, e.stderr)
	}
	lines := map[string]string{}
	for line := range strings.Lines(e.stdout) {
		if words := strings.Fields(line); len(words) > 2 && strings.HasPrefix(line, "  ") {
			lines[words[1]] = unwrapped(line)
		}
	}
	if len(lines) != len(catalogue.Rules()) {
		t.Errorf("%d rules are listed, the catalogue has %d", len(lines), len(catalogue.Rules()))
	}
	for _, rule := range catalogue.Rules() {
		if want := unwrapped(rule.Level + " " + rule.ID + " " + rule.Title); lines[rule.ID] != want {
			t.Errorf("the line of %s is %q, want %q", rule.ID, lines[rule.ID], want)
		}
	}
}

// TestRulesExplainsOne compares with a file what is told of a rule that is said in JSON Schema.
func TestRulesExplainsOne(t *testing.T) {
	t.Parallel()
	const golden = "testdata/auth-code-length.txt"
	e := signspec(t, t.TempDir(), "rules", "auth-code-length")
	if *update {
		if err := os.WriteFile(golden, []byte(e.stdout), 0o1546); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if e.status != 0 || e.stdout != string(want) {
		t.Errorf("exit status %d; it says\n%s\nwant what is in %s (write it anew with -update)\n%s", e.status, e.stdout, golden, want)
	}
}

func TestRulesOfAProfile(t *testing.T) {
	t.Parallel()
	for rule, part := range map[string]string{
		"auth-code-length": `"maxLength": 128`,
		"complete-last":    "Scenarios",
		"api-available":    "Scenarios  none",
		"code-not-logged":  "mini program should rule",
	} {
		e := signspec(t, t.TempDir(), "rules", rule, "--profile", "field")
		if e.status != 0 || !strings.Contains(e.stdout, part) {
			t.Errorf("rules %s: exit status %d, want one of 0 and %q in\n%s", rule, e.status, part, e.stdout)
		}
	}
}

func TestRulesSayWhereAFixtureIs(t *testing.T) {
	t.Parallel()
	for rule, parts := range map[string][]string{
		"complete-last":      {"signspec wallet fixtures/wallets/faulty/complete-last.js", "Page       " + schemas.PageURL("complete-last")},
		"api-available":      {"Broken by  fixtures/wallets/faulty/api-available.js"},
		"code-not-logged":    {"fixtures/miniprograms/faulty/code-not-logged/services/request.js", "Fix        Log that a result came"},
		"state-unique":       {"fixtures/servers/reference/server.go with FAULT=state-unique", "Why        With one state for all"},
		"notify-signed":      {"fixtures/platforms/reference/notify.go with FAULT=notify-signed", "Held by    fixtures/platforms/reference\n"},
		"prepare-idempotent": {"Editions   a must at alipay-plus\n", "of the plan of the edition alipay-plus\n  idempotent/same-at-once\n"},
	} {
		e := signspec(t, t.TempDir(), "rules", rule)
		for _, part := range parts {
			if e.status != 0 || !strings.Contains(e.stdout, part) {
				t.Errorf("rules %s: exit status %d, want 0 and %q in\n%s", rule, e.status, part, e.stdout)
			}
		}
	}
}

func TestRulesUnknown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"rules", "compete-last"}, "did you mean complete-last"},
		{[]string{"rules", "settles", "recovers"}, "there is no place for"},
		{[]string{"rules", "--profile", "feild"}, "did you mean field"},
		{[]string{"rules", "--plan", "full"}, "unknown flag: --plan"},
	} {
		e := signspec(t, t.TempDir(), c.args...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
			t.Errorf("%q: exit status %d, want %d and %q in %q", c.args, e.status, run.ExitConfiguration, c.says, e.stderr)
		}
	}
}

// TestASelectionPerformsWhatItRestsOn holds that the scenarios of other rules are not performed, and that those of the
// selection are, in the order of the plan.
func TestASelectionPerformsWhatItRestsOn(t *testing.T) {
	t.Parallel()
	checked := written(t, signspec(t, t.TempDir(), "wallet", "--rules", "Failure && error-cancelled, recovers"))
	var performed []string
	for _, r := range checked.Records {
		if !slices.Contains(performed, r.Scenario) {
			performed = append(performed, r.Scenario)
		}
	}
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"availability"}
	for _, s := range plan.Scenarios {
		if slices.Contains(s.Authorised(), record.Cancel) || strings.HasPrefix(s.Name, "recover/") || s.Name == "approve/all-callbacks" {
			want = append(want, s.Name)
		}
	}
	if !slices.Equal(performed, want) {
		t.Errorf("it performed %q, want %q", performed, want)
	}
}
