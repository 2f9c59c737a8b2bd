package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/reports/run"
)

// TestLastFailed mends a wallet and judges again what had failed: which is no verdict on the whole.
func TestLastFailed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	refused := func(says string, args ...string) {
		t.Helper()
		before, _ := os.ReadFile(filepath.Join(dir, defaultOut, "report.json"))
		e := signspec(t, dir, args...)
		after, _ := os.ReadFile(filepath.Join(dir, defaultOut, "report.json"))
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, says) || string(before) != string(after) {
			t.Errorf("%q: status %d, the report is the same: %t; it says %s", args, e.status, string(before) == string(after), e.stderr)
		}
	}
	const faulty = "faulty/error-failed.js"
	refused("there is no signspec-report/report.json", "wallet", "--last-failed", faulty)
	broke := written(t, signspec(t, dir, "wallet", faulty))
	again := written(t, signspec(t, dir, "wallet", "--last-failed", faulty))
	if again.ExitStatus != run.ExitNonconformant || len(again.Only) == 0 || len(again.Records) >= len(broke.Records) {
		t.Errorf("status %d, %q judged, %d records of %d", again.ExitStatus, again.Only, len(again.Records), len(broke.Records))
	}
	refused("another target", "wallet", "--last-failed", "faulty/error-network.js")
	refused("another plan", "wallet", "--last-failed", "--plan", "thrifty", faulty)
	refused("give one of them", "wallet", "--last-failed", "--scenario", "cancel/all-callbacks", faulty)
	refused("unknown flag", "wallet", "--last-failed", "--setle", faulty)

	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(faulty)), []byte(read(t, dir, "reference", "reference.adapter.js")), 0o666); err != nil {
		t.Fatal(err)
	}
	mended := written(t, signspec(t, dir, "wallet", "--last-failed", faulty))
	if mended.ExitStatus != run.ExitInconclusive || !slices.Equal(mended.Only, again.Only) {
		t.Errorf("mended: status %d, %q judged, before %q", mended.ExitStatus, mended.Only, again.Only)
	}
	refused("nothing had failed in the last run, which was inconclusive", "wallet", "--last-failed", faulty)
}

func TestLastFailedOfAMiniProgram(t *testing.T) {
	t.Parallel()
	programs, err := miniprograms.Programs()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(programs, func(p miniprograms.Program) bool { return slices.Equal(p.Breaks, []string{"code-not-logged"}) })
	dir := t.TempDir()
	if err := programs[i].Unpack(dir); err != nil {
		t.Fatal(err)
	}
	broke := written(t, signspec(t, dir, "merchant"))
	again := written(t, signspec(t, dir, "merchant", "--last-failed"))
	if again.ExitStatus == run.ExitConformant || len(again.Only) == 0 || !slices.Equal(withStatus(again, run.Broken), withStatus(broke, run.Broken)) {
		t.Errorf("status %d, %q judged, broken %q", again.ExitStatus, again.Only, withStatus(again, run.Broken))
	}
}
