package certificate_test

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/certificate/certificatetest"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

func rootsOf(t testing.TB, authorities ...*x509.Certificate) *x509.CertPool {
	t.Helper()
	var text []byte
	for _, c := range authorities {
		text = append(text, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})...)
	}
	roots, err := certificate.ParseRoots(text)
	if err != nil {
		t.Fatal(err)
	}
	return roots
}

func TestATimestampSaysWhen(t *testing.T) {
	report := written(t, whole(t, &wallettest.Acme{}))
	private, public := keys(t, certificate.Ed25519)
	envelope, _, err := certify(t, private, certificate.Request{Report: report})
	if err != nil {
		t.Fatal(err)
	}
	other := &certificatetest.TSA{}
	other.Start(t)
	for name, c := range map[string]struct {
		authority *certificatetest.TSA
		stamping  string // why there is no timestamp
		refused   string // why the certificate is refused
	}{
		"an honest one":              {authority: &certificatetest.TSA{}},
		"one that refuses":           {authority: &certificatetest.TSA{Refuses: true}, stamping: "gives no timestamp"},
		"one that is broken":         {authority: &certificatetest.TSA{Status: http.StatusBadGateway}, stamping: "status 502"},
		"one that stamps another":    {authority: &certificatetest.TSA{Other: true}, stamping: "something else"},
		"one that forgets the nonce": {authority: &certificatetest.TSA{NoNonce: true}, stamping: "another question"},
		"one without certificate":    {authority: &certificatetest.TSA{Bare: true}, refused: "certificate of one signer"},
		"one for mail":               {authority: &certificatetest.TSA{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}, refused: "usage"},
		"one for everything": {authority: &certificatetest.TSA{Usage: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageCodeSigning}},
			refused: "not for timestamps alone"},
		"one that does not insist": {authority: &certificatetest.TSA{Lenient: true}, refused: "not for timestamps alone"},
		"one that issues others":   {authority: &certificatetest.TSA{CA: true}, refused: "not for timestamps alone"},
		"one of tomorrow":          {authority: &certificatetest.TSA{Shift: 30 * time.Minute}, refused: "yet to come"},
		"one of before the run":    {authority: &certificatetest.TSA{Shift: -30 * time.Minute}, refused: "is said to have ended"},
		"one past its certificate": {authority: &certificatetest.TSA{Shift: -2 * time.Hour}, refused: "expired or is not yet valid"},
	} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			response, err := certificate.Stamp(t.Context(), c.authority.Start(t), envelope)
			if c.stamping != "" {
				g.Expect(err).To(MatchError(ContainSubstring(c.stamping)))
				return
			}
			g.Expect(err).NotTo(HaveOccurred())
			e := certificate.Evidence{Certificate: envelope, Report: report, Timestamp: response, Authorities: rootsOf(t, c.authority.Root)}
			if c.refused != "" {
				g.Expect(verify(t, public, e)).To(MatchError(ContainSubstring(c.refused)))
				return
			}
			g.Expect(verify(t, public, e)).To(Succeed())
			v, err := certificate.Verify(t.Context(), trusting(e), parsed(t, public))
			g.Expect(err).NotTo(HaveOccurred())
			g.Expect(v.Stamped.Authority).To(Equal("CN=An Authority"))
			g.Expect(time.Since(v.Stamped.Time)).To(BeNumerically("<", time.Minute))

			e.Authorities = rootsOf(t, other.Root)
			g.Expect(verify(t, public, e)).To(MatchError(ContainSubstring("unknown authority")))
			e.Authorities = rootsOf(t, other.Root, c.authority.Root)
			g.Expect(verify(t, public, e)).To(Succeed())
			e.Timestamp = nil
			g.Expect(verify(t, public, e)).To(MatchError(ContainSubstring("no timestamp")))

			// The timestamp of another certificate, of the same report.
			another, _, err := certify(t, private, certificate.Request{Report: report, Artefact: []byte("the artefact")})
			g.Expect(err).NotTo(HaveOccurred())
			e.Certificate, e.Timestamp = another, response
			g.Expect(verify(t, public, e)).To(MatchError(ContainSubstring("something else")))
		})
	}
}

// No change of a timestamp makes it say anything else, and none makes it panic.
func TestAChangedTimestampSaysNothingElse(t *testing.T) {
	envelope := []byte("a certificate")
	authority := &certificatetest.TSA{}
	response, err := certificate.Stamp(t.Context(), authority.Start(t), envelope)
	if err != nil {
		t.Fatal(err)
	}
	roots := rootsOf(t, authority.Root)
	said, err := certificate.ReadStamp(response, envelope, roots)
	if err != nil {
		t.Fatal(err)
	}
	for i := range response {
		for bit := range 8 {
			if seen, err := certificate.ReadStamp(flipped(response, i, bit), envelope, roots); err == nil && *seen != *said {
				t.Errorf("bit %d of byte %d was flipped, and it says %v, where %v was stamped", bit, i, *seen, *said)
			}
		}
		if _, err := certificate.ReadStamp(response[:i], envelope, roots); err == nil {
			t.Errorf("the first %d of %d bytes are accepted", i, len(response))
		}
	}
}

// Other tools tell the same.
func TestASecondImplementationVerifiesTheTimestamp(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Skip("OpenSSL is not installed; on Debian: apt-get install openssl")
	}
	envelope := []byte("a certificate")
	authority := &certificatetest.TSA{}
	response, err := certificate.Stamp(t.Context(), authority.Start(t), envelope)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"certificate.json": envelope, "certificate.json.tsr": response, "another.json": []byte("another"),
		"root.pem": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.Root.Raw}),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for data, genuine := range map[string]bool{"certificate.json": true, "another.json": false} {
		command := exec.Command(openssl, "ts", "-verify", "-data", data, "-in", "certificate.json.tsr", "-CAfile", "root.pem")
		command.Dir = dir
		if said, err := command.CombinedOutput(); (err == nil) != genuine {
			t.Errorf("%s: %s", data, said)
		}
	}
}

func TestRootsOfTimestampAuthorities(t *testing.T) {
	for text, want := range map[string]string{
		"": "this is not PEM",
		"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----\n": `a "PUBLIC KEY", is not a certificate`,
	} {
		if _, err := certificate.ParseRoots([]byte(text)); err == nil || !bytes.Contains([]byte(err.Error()), []byte(want)) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
