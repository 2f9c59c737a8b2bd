package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/platforms"
	"github.com/signspec/signspec/fixtures/servers"
	"github.com/signspec/signspec/reports/run"
)

// half is a party of the other half of the contract: its command, and the folders of a right and of a wrong target.
type half struct {
	command, file string
	right, wrong  func(t *testing.T) (dir string)
}

// otherHalf lists both parties. Of each the fault is one that breaks one must rule.
func otherHalf() map[string]half {
	return map[string]half{
		run.Server: {"server", "signspec.yaml", func(t *testing.T) string { return serverTarget(t, servers.Fault{}) },
			func(t *testing.T) string { return serverTarget(t, servers.Fault{Name: "token-stays-on-server"}) }},
		run.Platform: {"platform", "platform.yaml", func(t *testing.T) string { return platformTarget(t, platforms.Fault{}) },
			func(t *testing.T) string { return platformTarget(t, platforms.Fault{Name: "refuses-unsigned"}) }},
	}
}

// TestTheOtherHalfIsCertified certifies a server and a platform, as wallets are: what was judged, verified by its own records,
// performed again, and compared.
func TestTheOtherHalfIsCertified(t *testing.T) {
	for kind, h := range otherHalf() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			dir := h.right(t)
			performed := signspec(t, dir, h.command, h.file)
			if r := written(t, performed); r.Subject.Kind != kind || performed.status != run.ExitConformant {
				t.Fatalf("the run is of a %s and ends with %d: %s", r.Subject.Kind, performed.status, tail(performed.stdout))
			}
			report := filepath.Join(performed.out, "report.json")
			wrong := signspec(t, h.wrong(t), h.command, h.file)
			worse := filepath.Join(wrong.out, "report.json")
			text, err := os.ReadFile(report)
			if err != nil {
				t.Fatal(err)
			}
			forged := bytes.Replace(text, []byte(`"status": "held"`), []byte(`"status": "untested"`), 1)
			for name, content := range map[string][]byte{
				"image.tar": []byte("what was judged"), "another.tar": []byte("another"), "forged.json": forged,
			} {
				if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			for _, c := range []struct {
				args   []string
				status int
				says   string
			}{
				{[]string{"keygen"}, run.ExitConformant, "Public key"},
				{[]string{"certify", report, "--key", "key.pem"}, run.ExitConfiguration, "name it with --artifact"},
				{[]string{"certify", report, "--key", "key.pem", "--artifact", "image.tar"}, run.ExitConformant, "Verdict        conformant"},
				{[]string{"certify", worse, "--key", "key.pem", "--artifact", "image.tar", "--out", "worse.json"},
					run.ExitConfiguration, "nonconformant"},
				{[]string{"certify", "forged.json", "--key", "key.pem", "--artifact", "image.tar", "--out", "forged"},
					run.ExitConfiguration, "its records say"},
				{verifying(report), run.ExitConformant, "The certificate is genuine"},
				{verifying(report, "--artifact", "another.tar"), run.ExitNonconformant, "the artefact is not the one"},
				{verifying("forged.json"), run.ExitNonconformant, "its digest differs"},
				{verifying(report, "--challenge", "0123456789abcdef"), run.ExitNonconformant, "no record of one answers a challenge"},
				{verifying(report, "--rerun", h.file), run.ExitConformant, "every rule fared as the certificate says"},
				{[]string{"compare", report, report}, run.ExitConformant, ""},
				{[]string{"compare", report, worse}, run.ExitNonconformant, strings.Join(withStatus(readReport(t, worse), run.Broken), " ")},
				{[]string{"replay", report}, run.ExitConformant, "conformant"},
				{[]string{"replay", worse, "--out", "worse"}, run.ExitNonconformant, "nonconformant"},
			} {
				if e := signspec(t, dir, c.args...); e.status != c.status || !strings.Contains(e.stdout+e.stderr, c.says) {
					t.Errorf("%q ends with %d, want %d and %q: %s", c.args, e.status, c.status, c.says, tail(e.stdout+e.stderr))
				}
			}
		})
	}
}

func verifying(report string, more ...string) []string {
	return append([]string{"verify", "certificate.json", "--key", "key.pub.pem", "--report", report}, more...)
}

// TestAFleetOfTheOtherHalf checks a right and a wrong target of each party at once, and one that is not there.
func TestAFleetOfTheOtherHalf(t *testing.T) {
	for kind, h := range otherHalf() {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			right, wrong := filepath.Join(h.right(t), h.file), filepath.Join(h.wrong(t), h.file)
			dir := write(t, "fleet.yaml", "jobs: 1\ntargets:\n  - { name: right, target: "+right+" }\n  - { name: wrong, target: "+wrong+
				" }\n  - { name: gone, target: gone.yaml }\n")
			rule := map[string]string{run.Server: "token-stays-on-server", run.Platform: "refuses-unsigned"}[kind]
			e := signspec(t, dir, h.command, "fleet.yaml", "--rules", rule)
			for name, status := range map[string]int{"right": run.ExitConformant, "wrong": run.ExitNonconformant, "gone": run.ExitConfiguration} {
				r := readReport(t, filepath.Join(dir, "signspec-report", name, "report.json"))
				if r.ExitStatus != status || r.Subject.Kind != kind {
					t.Errorf("%s is a %s and ends with %d, want %d", name, r.Subject.Kind, r.ExitStatus, status)
				}
			}
			if e.status != run.ExitConfiguration && e.status != run.ExitNonconformant || !strings.Contains(e.stdout, "right") {
				t.Errorf("the fleet ends with %d: %s", e.status, tail(e.stdout+e.stderr))
			}
			if e := signspec(t, filepath.Dir(right), h.command, "--jobs", "2", h.file); e.status != run.ExitConfiguration ||
				!strings.Contains(e.stderr, "this is no fleet") {
				t.Errorf("--jobs ends with %d: %s", e.status, e.stderr)
			}
		})
	}
}
