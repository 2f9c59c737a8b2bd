package main

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate/certificatetest"
	"github.com/signspec/signspec/runner/target"
)

// TestOthersSayWhenAndWhoCertified certifies with a timestamp and a token of a CI system, and verifies both: what they show
// is no longer what only the signer says.
func TestOthersSayWhenAndWhoCertified(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.js", target.Reference().Text)
	authority, another, system := &certificatetest.TSA{}, &certificatetest.TSA{}, certificatetest.NewCI(t, jose.RS256)
	at := authority.Start(t)
	another.Start(t)
	keep := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	keep("root.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.Root.Raw}))
	keep("another.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: another.Root.Raw}))
	keep("jwks.json", system.Keys())
	if checked := signspec(t, dir, "wallet", "wallet.js"); checked.status != run.ExitConformant {
		t.Fatalf("the reference ends with %d: %s", checked.status, checked.stdout)
	}
	audience := regexp.MustCompile(`signspec:key:SHA256:[-A-Za-z0-9_+/]{43}`).FindString(signspec(t, dir, "keygen").stdout)
	if audience == "" {
		t.Fatal("keygen does not say what a token for the key is for")
	}
	certify := []string{"certify", "signspec-report/report.json", "--key", "key.pem"}
	verify := []string{"verify", "certificate.json", "--key", "key.pub.pem", "--report", "signspec-report/report.json"}
	with := func(args []string, more ...string) []string { return append(args[:len(args):len(args)], more...) }
	const job = "repo:acme/wallet:ref:refs/heads/main"
	for _, step := range []struct {
		args   []string
		token  string
		status int
		says   string
	}{
		{with(certify, "--timestamp", "http://127.0.0.1:1/"), "", run.ExitConfiguration, "asking for a timestamp"},
		{verify, "", run.ExitConfiguration, "certificate.json"}, // nothing was written
		{with(certify, "--timestamp", at), system.Token(t, "signspec"), run.ExitConfiguration, "nor for this key (" + audience},
		{with(certify, "--timestamp", at), system.Token(t, audience), run.ExitConformant, "Timestamp:   certificate.json.tsr"},
		{verify, "", run.ExitConformant, "--tsa-root FILE does that"},
		{verify, "", run.ExitConformant, "  CI job       " + job},
		{verify, "", run.ExitConformant, "  Explored     beyond the plan"},
		{with(verify, "--tsa-root", "root.pem"), "", run.ExitConformant, "says CN=An Authority"},
		{with(verify, "--tsa-root", "another.pem"), "", run.ExitNonconformant, "unknown authority"},
		{with(verify, "--tsa-root", "key.pem"), "", run.ExitConfiguration, "is not a certificate"},
		{with(verify, "--ci-issuer", system.URL), "", run.ExitConformant, "\nCI job         " + job},
		{with(verify, "--ci-issuer", system.URL), "", run.ExitConformant, "for this signing key, whatever it signs"},
		{with(verify, "--ci-issuer", system.URL, "--ci-keys", "jwks.json", "--ci-job", job), "", run.ExitConformant, "genuine"},
		{with(verify, "--ci-issuer", system.URL, "--ci-job", "repo:acme/another"), "", run.ExitNonconformant, "is asked for"},
		{with(verify, "--ci-job", job), "", run.ExitConfiguration, "--ci-issuer names"},
		{with(certify), "", run.ExitConformant, "Verdict        conformant"},
		{with(verify, "--tsa-root", "root.pem"), "", run.ExitNonconformant, "certificate.json.tsr"}, // that of the older one went
	} {
		begun := command(t, dir, step.args...)
		if step.token != "" {
			begun.Env = append(begun.Env, "SIGNSPEC_ID_TOKEN="+step.token)
		}
		said, _ := begun.CombinedOutput()
		if status := begun.ProcessState.ExitCode(); status != step.status || !strings.Contains(string(said), step.says) {
			t.Errorf("%q ends with %d, want %d and %q: %s", step.args, status, step.status, step.says, said)
		}
		if step.token != "" && strings.Contains(string(said), step.token) {
			t.Errorf("%q prints the token", step.args)
		}
	}
}
