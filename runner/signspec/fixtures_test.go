package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// everySo is which wallets of the fixtures go through the command: enough to see that it does what runner/check does, where
// every one of them is checked.
const everySo = 20

// TestWallets checks some wallets of the fixtures as a vendor would, and judges the written records again, which must
// change nothing.
func TestWallets(t *testing.T) {
	wallets, err := fixtures.Wallets()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	for i, w := range wallets {
		if i%everySo != 0 {
			continue
		}
		t.Run(w.Name, func(t *testing.T) {
			t.Parallel()
			module := filepath.Join(folder, filepath.FromSlash(w.File))
			performed := signspec(t, t.TempDir(), "wallet", "--profile", w.Profile, module)
			r := written(t, performed)
			wantBroken(t, w, r)
			wantStrict(t, w, r)
			files := []string{"records.jsonl"}
			if w.Kind == fixtures.Correct { // both hold the same records; that both are read is shown by these
				files = append(files, "report.json")
			}
			for _, file := range files {
				again := signspec(t, t.TempDir(), "replay", "--profile", w.Profile, filepath.Join(performed.out, file))
				if again.status != performed.status {
					t.Errorf("replay of %s ends with status %d, the run ended with %d", file, again.status, performed.status)
				}
				wantSame(t, file, r, readReport(t, filepath.Join(again.out, "report.json")))
			}
		})
	}
}

func wantBroken(t *testing.T, w fixtures.Wallet, r run.Run) {
	t.Helper()
	broken, want := withStatus(r, run.Broken), slices.Clone(w.Breaks)
	slices.Sort(broken)
	slices.Sort(want)
	if !slices.Equal(broken, want) {
		t.Errorf("%s breaks %q, want %q", w.File, broken, want)
		for _, rule := range r.Rules {
			for _, f := range rule.Findings {
				t.Logf("%s in %s: expected %s; observed %s", rule.ID, f.Record, f.Expected, f.Observed)
			}
		}
	}
	status := run.ExitConformant
	if slices.ContainsFunc(w.Breaks, func(id string) bool { return levelOf(t, id) == schemas.Must }) {
		status = run.ExitNonconformant
	}
	if r.ExitStatus != status {
		t.Errorf("%s: exit status %d, want %d", w.File, r.ExitStatus, status)
	}
}

// wantStrict draws the conclusion that --strict draws; that the flag arrives is shown elsewhere.
func wantStrict(t *testing.T, w fixtures.Wallet, r run.Run) {
	t.Helper()
	r.Strict, r.Rules = true, slices.Clone(r.Rules)
	r.Conclude()
	want := run.ExitConformant
	if w.Kind == fixtures.Faulty {
		want = run.ExitNonconformant
	}
	if r.ExitStatus != want {
		t.Errorf("%s: exit status %d when strict, want %d", w.File, r.ExitStatus, want)
	}
}

// wantSame demands that a run of saved records ends like the run that saved them, rule by rule.
func wantSame(t *testing.T, file string, r, again run.Run) {
	t.Helper()
	if again.ExitStatus != r.ExitStatus || len(again.Rules) != len(r.Rules) {
		t.Fatalf("replay of %s: exit status %d of %d rules, the run had %d of %d", file, again.ExitStatus, len(again.Rules), r.ExitStatus, len(r.Rules))
	}
	for i, rule := range r.Rules {
		replayed := again.Rules[i]
		if file == "records.jsonl" && strings.HasPrefix(rule.Reason, "no verdict, since it holds in the plan and explored scenarios break it") {
			continue // what was explored and is no finding stands in another file
		}
		if replayed.ID != rule.ID || replayed.Status != rule.Status || replayed.Reason != rule.Reason || !slices.Equal(replayed.Scenarios, rule.Scenarios) {
			t.Errorf("replay of %s: %s is %s (%s) in %q; in the run %s is %s (%s) in %q", file,
				replayed.ID, replayed.Status, replayed.Reason, replayed.Scenarios, rule.ID, rule.Status, rule.Reason, rule.Scenarios)
		}
		if !slices.EqualFunc(replayed.Findings, rule.Findings, sameFinding) {
			t.Errorf("replay of %s: %s has the findings %v, in the run %v", file, rule.ID, replayed.Findings, rule.Findings)
		}
	}
}

// sameFinding compares what was found; the command that reproduces it differs, and so does how much of what was explored the
// file holds.
func sameFinding(a, b run.Finding) bool {
	a.Reproduce, b.Reproduce = "", ""
	a.Also, b.Also = 0, 0
	return reflect.DeepEqual(a, b)
}

func levelOf(t *testing.T, id string) string {
	t.Helper()
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	rule, ok := catalogue.Rule(id)
	if !ok {
		t.Fatalf("no rule %s", id)
	}
	return rule.Level
}
