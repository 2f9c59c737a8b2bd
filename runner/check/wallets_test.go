package check_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// TestMain makes the test's own binary the child process that runs a wallet's module.
func TestMain(m *testing.M) {
	if script.IsChild(os.Args) {
		os.Exit(script.Child(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// TestWallets checks every wallet of the fixtures: the suite must accuse no correct one, and find of every faulty one
// exactly what its header says. Then it judges the masked records again, which must change nothing. Where SIGNSPEC_EVERY_WALLET is not
// set, one in three faulty ones is checked, and what shows in the plan is not looked for beyond it.
func TestWallets(t *testing.T) {
	wallets, err := fixtures.Wallets()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	every := os.Getenv("SIGNSPEC_EVERY_WALLET") != ""
	for i, w := range wallets {
		if w.Kind == fixtures.Faulty && i%3 != 0 && !every {
			continue
		}
		t.Run(w.Name, func(t *testing.T) {
			t.Parallel()
			profile, err := schemas.LoadProfile(w.Profile)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(folder, filepath.FromSlash(w.File))
			if w.Kind == fixtures.Faulty && !every {
				r := checkFile(t, file, profile, true)
				if slices.Equal(brokenIn(r, all()...), sorted(w.Breaks)) {
					wantAgain(t, r, profile)
					return // what is beyond the plan need not be performed to see what is wrong with it
				}
			}
			r := checkFile(t, file, profile, false)
			wantBroken(t, w, r)
			wantAgain(t, r, profile)
			saved := replay.New(replay.Header{}, slices.Concat(r.Records, r.Explored))
			wantSame(t, r, check.Wallet(t.Context(), saved, check.Options{Profile: profile}).Run.Run())
		})
	}
}

// checkFile checks the wallet of a module.
func checkFile(t *testing.T, file string, profile *schemas.Profile, planOnly bool) *run.Run {
	t.Helper()
	opened, err := target.Module(file, target.Options{Profile: profile})
	if err != nil {
		t.Fatal(err)
	}
	return check.Wallet(t.Context(), opened, check.Options{
		Profile: profile, Subject: opened.Subject, PlanOnly: planOnly, Close: func() error { return opened.Close(t.Context()) },
	}).Run.Run()
}

func all() []string { return []string{run.Must, run.Should, run.May} }

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func wantBroken(t *testing.T, w fixtures.Wallet, r *run.Run) {
	t.Helper()
	if r.Error != nil {
		t.Fatalf("%s: %+v", w.File, r.Error)
	}
	broken, want := brokenIn(r, all()...), sorted(w.Breaks)
	if !slices.Equal(broken, want) {
		t.Errorf("%s breaks %q, want %q", w.File, broken, want)
		logFindings(t, r)
	}
	status := run.ExitConformant
	if len(brokenIn(r, run.Must)) > 0 {
		status = run.ExitNonconformant
	}
	if r.ExitStatus != status {
		t.Errorf("%s: exit status %d, want %d", w.File, r.ExitStatus, status)
	}
	strict := *r
	strict.Strict = true
	strict.Conclude()
	if (strict.ExitStatus == run.ExitConformant) != (len(brokenIn(r, run.Must, run.Should)) == 0) {
		t.Errorf("%s: exit status %d when strict", w.File, strict.ExitStatus)
	}
}

// logFindings says what is broken in a run, for whoever reads that a test failed.
func logFindings(t *testing.T, r *run.Run) {
	t.Helper()
	for _, of := range r.Rules {
		for _, f := range of.Findings {
			t.Logf("%s in %s: expected %s; observed %s", of.ID, f.Record, f.Expected, f.Observed)
		}
	}
}

// brokenIn lists the rules of the levels that are broken, sorted.
func brokenIn(r *run.Run, levels ...string) []string {
	var ids []string
	for _, of := range r.Rules {
		if of.Status == run.Broken && slices.Contains(levels, of.Level) {
			ids = append(ids, of.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// wantAgain demands that each finding is found again where its rule and its scenario alone are chosen, and that this never
// ends green, nor performs much.
func wantAgain(t *testing.T, r *run.Run, profile *schemas.Profile) {
	t.Helper()
	saved := slices.Concat(r.Records, r.Explored)
	for _, of := range r.Rules {
		for _, f := range of.Findings {
			again := check.Wallet(t.Context(), replay.New(replay.Header{}, saved), check.Options{
				Profile: profile, Rules: of.ID, Scenarios: []string{f.Scenario},
			}).Run.Run()
			if len(again.Rules) != 1 || !slices.Contains(again.Rules[0].BrokenIn(), f.Scenario) || again.ExitStatus == run.ExitConformant {
				t.Errorf("chosen alone, %s in %s is %+v, exit status %d", of.ID, f.Scenario, again.Rules, again.ExitStatus)
			}
			if scenarios := run.ScenariosOf(findingsOf(again.Records)...); len(scenarios) > mostForOne {
				t.Errorf("for %s in %s it performs %q", of.ID, f.Scenario, scenarios)
			}
		}
	}
}

// mostForOne is how many scenarios are performed for one finding at most, the description among them.
const mostForOne = 5

// findingsOf makes of records findings that name their scenarios.
func findingsOf(records []record.Record) []run.Finding {
	var findings []run.Finding
	for _, r := range records {
		findings = append(findings, run.Finding{Scenario: r.Scenario})
	}
	return findings
}

// wantSame demands that a run of saved records ends like the run that saved them, rule by rule. Which
// scenarios judged a rule may differ: a replay has no call to shrink and nothing to explore.
func wantSame(t *testing.T, r, again *run.Run) {
	t.Helper()
	if again.ExitStatus != r.ExitStatus {
		t.Errorf("judged again: exit status %d, the run had %d; error %+v", again.ExitStatus, r.ExitStatus, again.Error)
	}
	if len(again.Rules) != len(r.Rules) {
		t.Fatalf("judged again: %d rules, the run had %d", len(again.Rules), len(r.Rules))
	}
	logFindings(t, again)
	for i, of := range r.Rules {
		got := again.Rules[i]
		if got.ID != of.ID || got.Status != of.Status || got.Reason != of.Reason || (len(got.Findings) == 0) != (len(of.Findings) == 0) {
			t.Errorf("judged again, %s is %+v; in the run it was %+v", of.ID, got, of)
		}
	}
}
