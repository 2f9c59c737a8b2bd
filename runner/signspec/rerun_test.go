package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/target"
)

// TestACertificateIsVerifiedFromEndToEnd checks a wallet under a challenge, certifies it, and verifies the certificate
// against the wallet itself, and against one that is no longer what it was.
func TestACertificateIsVerifiedFromEndToEnd(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.js", target.Reference().Text)
	later := strings.Replace(target.Reference().Text, "6001", "6009", 1)
	if later == target.Reference().Text {
		t.Fatal("the reference wallet has no 6001")
	}
	if err := os.WriteFile(filepath.Join(dir, "later.js"), []byte(later), 0o600); err != nil {
		t.Fatal(err)
	}
	const nonce = "nonce-of-an-accreditor"
	verify := []string{"verify", "certificate.json", "--key", "key.pub.pem", "--report", "signspec-report/report.json", "--artifact", "wallet.js"}
	for _, step := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"wallet", "--challenge", nonce, "wallet.js"}, 0, "conformant"},
		{[]string{"keygen"}, 0, "Private key"},
		{[]string{"certify", "signspec-report/report.json", "--key", "key.pem", "--artifact", "later.js"}, 2, "not what was judged"},
		{[]string{"certify", "signspec-report/report.json", "--key", "key.pem", "--artifact", "wallet.js"}, 0, "The signer says, and nothing here checks"},
		{append(verify, "--challenge", nonce, "--rerun", "wallet.js"), 0, "was checked again"},
		{append(verify, "--challenge", "another-nonce-of-the-accreditor"), 1, "answers the challenge"},
		{append(verify, "--rerun", "later.js"), 1, "error-cancelled is broken, and was held"},
		{append(verify, "--rerun", "no-such.js"), 1, "could not be carried out"},
	} {
		done := signspec(t, dir, step.args...)
		if done.status != step.status || !strings.Contains(done.stdout+done.stderr, step.says) {
			t.Errorf("%q ends with %d, want %d, and says, without %q: %s%s", step.args, done.status, step.status, step.says, done.stdout, done.stderr)
		}
	}
}
