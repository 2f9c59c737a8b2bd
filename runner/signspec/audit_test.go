package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	auditreport "github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/audit/audittest"
)

func records(faulty, n int) string {
	maker := audittest.New(4)
	maker.Faulty = faulty
	var b strings.Builder
	for range n {
		b.Write(append(maker.Line(), '\n'))
	}
	return b.String()
}

func TestAudit(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		args    []string
		status  int
		says    string
	}{
		"plain":             {records(0, 50), []string{"calls.jsonl"}, run.ExitConformant, "conformant: 50 calls, and none breaks"},
		"broken":            {records(1000, 50), []string{"calls.jsonl"}, run.ExitNonconformant, "nonconformant: "},
		"a line of another": {records(0, 50) + "x\n", []string{"calls.jsonl"}, run.ExitInconclusive, "1 problem in the input"},
		"no file":           {"", []string{"none.jsonl"}, run.ExitHarness, "no such file"},
		"no match":          {records(0, 1), []string{"calls.jsonl", "*.zst"}, run.ExitHarness, "no file matches"},
		"nothing named":     {"", nil, run.ExitConfiguration, "takes files of records"},
		"no such profile":   {"", []string{"--profile", "feild", "calls.jsonl"}, run.ExitConfiguration, `did you mean field?`},
		"no such format": {"", []string{"--report", "sarif", "calls.jsonl"}, run.ExitConfiguration,
			"the formats are json, junit, html, markdown"},
		"jobs": {"", []string{"--jobs", "-1", "calls.jsonl"}, run.ExitConfiguration, "--jobs -1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, "calls.jsonl", c.content)
			e := signspec(t, dir, append([]string{"audit"}, c.args...)...)
			if e.status != c.status || !strings.Contains(e.stdout+e.stderr, c.says) {
				t.Errorf("exit status %d, want %d and %q:\n%s%s", e.status, c.status, c.says, e.stdout, e.stderr)
			}
			if c.status == run.ExitConfiguration {
				return
			}
			var report auditreport.Audit
			text := read(t, dir, auditOut, auditreport.File)
			if err := json.Unmarshal([]byte(text), &report); err != nil || report.ExitStatus != c.status {
				t.Errorf("%v; the report says %d", err, report.ExitStatus)
			}
		})
	}
}

// The records that a run writes are audited too, and a wallet that keeps the contract keeps it there.
func TestAuditOfARun(t *testing.T) {
	dir := t.TempDir()
	e := signspec(t, dir, "wallet")
	if e.status != run.ExitConformant {
		t.Fatalf("exit status %d\n%s", e.status, e.stderr)
	}
	for _, file := range []string{"records.jsonl", "records.jsonl.gz"} {
		path := filepath.Join(e.out, file)
		if _, err := os.Stat(path); err != nil {
			continue // a run that explored nothing has no second file
		}
		if a := signspec(t, dir, "audit", path); a.status != run.ExitConformant {
			t.Errorf("%s: exit status %d\n%s%s", file, a.status, a.stdout, a.stderr)
		}
	}
}
