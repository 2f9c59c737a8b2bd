package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/server"
)

// TestAChosenScenarioIsNeverGreen shows that whatever holds in a part of the plan is no verdict, and what a break in it is.
func TestAChosenScenarioIsNeverGreen(t *testing.T) {
	t.Parallel()
	faulty := walletIn(t, "faulty/complete-last.js")
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"wallet", "--rules", "settles", "--scenario", "cancel/all-callbacks"}, run.ExitInconclusive, "1 must rule held in 1 scenario"},
		{[]string{"wallet", "--rules", "settles", "--scenario", "approve, cancel"}, run.ExitInconclusive, "not the whole plan"},
		{[]string{"wallet", "--scenario", "availability"}, run.ExitInconclusive, "Only what was chosen was judged: availability."},
		{[]string{"wallet", "--scenario", "frozen/approve", "--scenario", "cancel/all-callbacks", faulty}, run.ExitNonconformant, "(complete-last)"},
		{[]string{"wallet", "--scenario", "cancel/all-calbacks"}, run.ExitConfiguration, "did you mean cancel/all-callbacks?"},
		{[]string{"wallet", "--scenario", "approve", "--explore", "5"}, run.ExitConfiguration, "give one of them"},
	} {
		e := signspec(t, t.TempDir(), c.args...)
		if r := written(t, e); e.status != c.status || !strings.Contains(e.stdout+e.stderr, c.says) {
			t.Errorf("%q: status %d (%d rules); it says %s%s", c.args, e.status, len(r.Rules), tail(e.stdout), e.stderr)
		}
	}
}

// walletIn copies the wallets of the fixtures and returns the path of one.
func walletIn(t *testing.T, name string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, filepath.FromSlash(name))
}

// wantAgain demands that the first finding of each rule is found again in the records of its run where that rule and that
// scenario alone are chosen.
func wantAgain(t *testing.T, r run.Run) {
	t.Helper()
	for _, of := range r.Rules {
		if len(of.Findings) == 0 {
			continue
		}
		scenario := of.Findings[0].Scenario
		profile, err := (&settings{profile: r.Profile}).profileOf(r.Subject.Kind)
		if err != nil {
			t.Fatal(err)
		}
		again := judgedAgain(t, r, check.Options{Profile: profile, Rules: of.ID, Scenarios: []string{scenario}})
		if len(again.Rules) != 1 || !slices.Contains(again.Rules[0].BrokenIn(), scenario) {
			t.Errorf("chosen alone, %s in %s is %+v %v", of.ID, scenario, again.Rules, again.Error)
		}
		if !strings.Contains(of.Findings[0].Reproduce, " --scenario ") {
			t.Errorf("%s is reproduced by %q", of.ID, of.Findings[0].Reproduce)
		}
	}
}

// judgedAgain judges the records of a run again.
func judgedAgain(t *testing.T, r run.Run, o check.Options) *run.Run {
	t.Helper()
	switch r.Subject.Kind {
	case schemas.MerchantServer:
		return check.Server(t.Context(), server.Recorded{Records: r.Records}, o).Run.Run()
	case schemas.OpenPlatform:
		return check.Platform(t.Context(), platform.Recorded{Records: r.Records}, o).Run.Run()
	}
	records := slices.DeleteFunc(slices.Clone(r.Records), func(of record.Record) bool { return of.API != record.ProgramAPI })
	return check.MiniProgram(t.Context(), merchant.Recorded{Records: records}, nil, o).Run.Run()
}
