package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
)

// TestAFleetIsAReport shows that compare, report and certify take a fleet.json, with a target that is dead in it.
func TestAFleetIsAReport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.CopyFS(dir, fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	fleet := "targets:\n  - { name: good, target: reference/reference.adapter.js }\n  - { name: second, target: correct/slow.js }\n"
	put(t, filepath.Join(dir, "fleet.yaml"), fleet)
	if e := signspec(t, dir, "wallet", "fleet.yaml", "--out", "before"); e.status != run.ExitConformant {
		t.Fatalf("before: exit status %d: %s%s", e.status, e.stdout, e.stderr)
	}
	put(t, filepath.Join(dir, "correct", "slow.js"), read(t, dir, "faulty", "complete-once.js"))
	put(t, filepath.Join(dir, "fleet.yaml"), fleet+"  - { name: gone, target: none.js }\n")
	if e := signspec(t, dir, "wallet", "fleet.yaml", "--out", "after"); e.status != run.ExitConfiguration {
		t.Fatalf("after: exit status %d: %s%s", e.status, e.stdout, e.stderr)
	}

	e := signspec(t, dir, "compare", "before/fleet.json", "after/fleet.json")
	for _, part := range []string{"target good\n", "target second\n", "complete-once", "target gone: it is new"} {
		if !strings.Contains(e.stdout, part) {
			t.Errorf("the comparison does not say %q:\n%s%s", part, e.stdout, e.stderr)
		}
	}
	if e.status != run.ExitNonconformant {
		t.Errorf("compare: exit status %d", e.status)
	}
	if e := signspec(t, dir, "compare", "before/fleet.json", "before/fleet.json"); e.status != run.ExitConformant {
		t.Errorf("compared with itself: exit status %d: %s", e.status, e.stderr)
	}
	if e := signspec(t, dir, "compare", "before/fleet.json", "before/good/report.json"); e.status != run.ExitConfiguration ||
		!strings.Contains(e.stderr, "two of a kind") {
		t.Errorf("a fleet with a target: exit status %d: %s", e.status, e.stderr)
	}
	if e := signspec(t, dir, "compare", "after/fleet.json", "before/fleet.json"); !strings.Contains(e.stdout, "target gone: it is gone") {
		t.Errorf("a target that is gone is not told: %s", e.stdout)
	}

	for format, part := range map[string]string{
		"html": "1 target could not be checked: nothing is known of gone", "json": `"name": "gone"`, "junit": "<testsuites", "markdown": "| `second` | nonconformant |",
	} {
		e := signspec(t, dir, "report", "after/fleet.json", "--format", format)
		if e.status != 0 || !strings.Contains(e.stdout, part) {
			t.Errorf("%s: exit status %d, %q is not in it: %s", format, e.status, part, e.stderr)
		}
	}
	if e := signspec(t, dir, "report", "after/fleet.json", "--format", "sarif"); e.status != run.ExitConfiguration {
		t.Errorf("sarif: exit status %d: %s", e.status, e.stderr)
	}

	signspec(t, dir, "keygen")
	if e := signspec(t, dir, "certify", "before/fleet.json", "--key", "key.pem"); e.status != 0 {
		t.Errorf("certify: exit status %d: %s", e.status, e.stderr)
	}
	for _, name := range []string{"good", "second"} {
		e := signspec(t, dir, "verify", filepath.Join("before", name, "certificate.json"), "--key", "key.pub.pem", "--report",
			filepath.Join("before", name, "report.json"))
		if e.status != 0 {
			t.Errorf("%s is not certified: %s%s", name, e.stdout, e.stderr)
		}
	}
	e = signspec(t, dir, "certify", "after/fleet.json", "--key", "key.pem")
	if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "target second:") || !strings.Contains(e.stderr, "target gone:") {
		t.Errorf("a faulty fleet is certified: exit status %d: %s", e.status, e.stderr)
	}
}

// TestAFleetReadsNothingOutside shows that a fleet.json that is a stranger's names no report outside of its folder.
func TestAFleetReadsNothingOutside(t *testing.T) {
	t.Parallel()
	dir := write(t, "fleet.json", `{"schemaVersion":1,"targets":[{"name":"a","report":"../report.json"}]}`)
	if e := signspec(t, dir, "report", "fleet.json", "--format", "html"); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "outside") {
		t.Errorf("exit status %d: %s", e.status, e.stderr)
	}
}
