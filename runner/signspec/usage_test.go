package main

import (
	"os"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// TestWhatACommandNeedsIsSaid demands own words where something is missing, or too much.
func TestWhatACommandNeedsIsSaid(t *testing.T) {
	for args, says := range map[string]string{
		"server init":               "signspec server init needs --base: the address of the server, such as http://127.0.0.1:3000",
		"server init --base":        "--base needs a value: the address of the server",
		"certify report.json":       "signspec certify needs --key: private key",
		"verify c.json --key k.pem": "signspec verify needs --report: the report.json that was certified",
		"compare report.json":       "signspec compare OLD NEW: NEW is missing",
		"keygen key.pem":            `signspec keygen: there is no place for "key.pem"`,
		"server a.yaml b.yaml":      `signspec server [signspec.yaml | fleet.yaml]: there is no place for "b.yaml"`,
	} {
		dir := t.TempDir()
		e := signspec(t, dir, strings.Fields(args)...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, says) {
			t.Errorf("%s ends with %d and says %q, want %q", args, e.status, e.stderr, says)
		}
		if left, _ := os.ReadDir(dir); strings.Contains(args, "init") && len(left) > 0 {
			t.Errorf("%s leaves %v", args, left)
		}
	}
}
