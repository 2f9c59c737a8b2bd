package certificate_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	. "github.com/onsi/gomega"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// honest is the run of a wallet that keeps the contract, judged by two rules, one of them a should.
func honest(t testing.TB) *run.Run { return checked(t, &wallettest.Acme{}) }

// broken is the run of a wallet that leaves a cancelled call without an answer: settles is broken.
func broken(t testing.TB) *run.Run {
	return checked(t, &wallettest.Acme{Change: func(r *record.Record) {
		if r.Scenario == "cancel/fail" {
			r.Events, r.End = r.Events[:1], record.Idle
		}
	}})
}

// checked checks a wallet as the command does.
func checked(t testing.TB, w wallet.Wallet) *run.Run {
	t.Helper()
	outcome := check.Wallet(t.Context(), w, check.Options{
		Rules: "settles,asynchronous", Tool: run.Tool{Name: "signspec", Version: "1"},
		Subject: run.Subject{Driver: "script", Source: "acme.js", SHA256: sum("the artefact")},
	})
	if outcome.Err != nil {
		t.Fatal(outcome.Err)
	}
	return outcome.Run.Run()
}

// trust knows the version that the runs of these tests are of.
func trust() certificate.Trust { return certificate.Trust{Versions: []string{"1"}} }

func sum(text string) string {
	digest := sha256.Sum256([]byte(text))
	return hex.EncodeToString(digest[:])
}

func written(t testing.TB, r *run.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := reportjson.Write(&b, run.Mask(r)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func keys(t testing.TB, kind string) (private, public []byte) {
	t.Helper()
	private, public, err := certificate.NewKey(kind)
	if err != nil {
		t.Fatal(err)
	}
	return private, public
}

func certify(t testing.TB, private []byte, q certificate.Request) ([]byte, certificate.Statement, error) {
	t.Helper()
	key, err := certificate.ParsePrivate(private)
	if err != nil {
		t.Fatal(err)
	}
	q.Trust = trust()
	return certificate.Certify(context.Background(), q, key)
}

func verify(t testing.TB, public []byte, e certificate.Evidence) error {
	t.Helper()
	_, err := certificate.Verify(context.Background(), trusting(e), parsed(t, public))
	return err
}

func parsed(t testing.TB, public []byte) crypto.PublicKey {
	t.Helper()
	key, err := certificate.ParsePublic(public)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func trusting(e certificate.Evidence) certificate.Evidence {
	e.Trust = trust()
	return e
}

// changes is how many bytes of the report are changed, one at a time, spread over all of it.
const changes = 300

func TestACertificateIsGenuineUntilAByteOfAnythingChanges(t *testing.T) {
	for _, kind := range certificate.KeyKinds() {
		t.Run(kind, func(t *testing.T) {
			g := NewWithT(t)
			r := honest(t)
			report, artefact := written(t, r), []byte("the artefact")
			private, public := keys(t, kind)
			envelope, _, err := certify(t, private, certificate.Request{Report: report, Artefact: artefact, ArtefactName: "app.apk"})
			g.Expect(err).NotTo(HaveOccurred())
			good := certificate.Evidence{Certificate: envelope, Report: report, Artefact: artefact}
			g.Expect(verify(t, public, good)).To(Succeed())

			for i := range envelope {
				bad := good
				bad.Certificate = flipped(envelope, i, i%8)
				if verify(t, public, bad) == nil {
					t.Fatalf("bit %d of byte %d (%q) of the envelope was flipped, and it still verifies", i%8, i, envelope[i])
				}
			}
			for i := 0; i < len(report); i += len(report)/changes + 1 {
				bad := good
				bad.Report = flipped(report, i, i%8)
				g.Expect(verify(t, public, bad)).To(MatchError(ContainSubstring("the report is not the one")))
			}
			bad := good
			bad.Artefact = flipped(artefact, 3, 1)
			g.Expect(verify(t, public, bad)).To(MatchError(ContainSubstring("the artefact is not the one")))
			_, other := keys(t, kind)
			g.Expect(verify(t, other, good)).To(MatchError(ContainSubstring("signature")))
		})
	}
}

func flipped(data []byte, i, bit int) []byte {
	changed := slices.Clone(data)
	changed[i] ^= 1 << bit
	return changed
}

// Whoever holds the key may still not certify what is not so; and whoever did is found out.
func TestAForgedReportIsRefused(t *testing.T) {
	asHeld := func(r *run.Run) { r.Rules[0].Status, r.Rules[0].Findings = run.Held, []run.Finding{}; r.Conclude() }
	for name, c := range map[string]struct {
		forge func(*run.Run)
		want  string
	}{
		"a broken rule said to hold":       {asHeld, "says that settles is held; its records say broken"},
		"rules in another order":           {func(r *run.Run) { slices.Reverse(r.Rules) }, "not in their order"},
		"a rule left out":                  {func(r *run.Run) { r.Rules = r.Rules[1:] }, "has 1 rules"},
		"a level lowered":                  {func(r *run.Run) { r.Rules[0].Level = run.Should }, "the level should"},
		"findings of another scenario":     {func(r *run.Run) { r.Rules[0].Findings[0].Scenario = "a" }, "findings of settles"},
		"a verdict that does not follow":   {func(r *run.Run) { r.Verdict = run.Conformant }, "verdict is conformant"},
		"an exit status that does not":     {func(r *run.Run) { r.ExitStatus = 0 }, "exit status 0"},
		"rules of an old digest":           {func(r *run.Run) { r.RulesDigest = "sha256:" + strings.Repeat("0", 64) }, "this build knows"},
		"a profile of one's own":           {func(r *run.Run) { r.Profile = "mine" }, "not one that everybody has"},
		"a mini program":                   {func(r *run.Run) { r.Subject.Kind = run.MiniProgram }, "for wallets"},
		"a run that could not be carried":  {func(r *run.Run) { r.Error = &run.RunError{Kind: run.Harness, Message: "m"} }, "could not be carried out"},
		"a run of a chosen scenario":       {func(r *run.Run) { r.Only = []string{"cancel/all-callbacks"} }, "a chosen part of its plan"},
		"a subject without any digest":     {func(r *run.Run) { r.Subject.SHA256 = "" }, "--artifact"},
		"not a report":                     {nil, "this is not"},
		"nonconformant, and not allowed":   {func(*run.Run) {}, "--allow-nonconformant"},
		"nonconformant, behind a baseline": {accept, "--allow-nonconformant"},
	} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			report := []byte(`{"a":1}`)
			if c.forge != nil {
				r := broken(t)
				c.forge(r)
				report = written(t, r)
			}
			private, _ := keys(t, certificate.Ed25519)
			_, _, err := certify(t, private, certificate.Request{Report: report})
			g.Expect(err).To(MatchError(ContainSubstring(c.want)))
		})
	}
}

// accept has a baseline accept what is broken.
func accept(r *run.Run) {
	for i := range r.Rules[0].Findings {
		r.Rules[0].Findings[i].Known = &run.Known{Reason: "old", Link: "l"}
	}
	r.Baseline = &run.Baseline{File: "b", Entries: []run.BaselineEntry{{Rule: "settles", Reason: "old", Link: "l", State: run.KnownEntry}}}
	r.Conclude()
}

func TestACertificateBehindABaselineListsItAndIsNotGreen(t *testing.T) {
	g := NewWithT(t)
	r := broken(t)
	accept(r)
	g.Expect(r.Verdict).To(Equal(run.Conformant))
	private, _ := keys(t, certificate.Ed25519)
	_, s, err := certify(t, private, certificate.Request{Report: written(t, r), AllowNonconformant: true})
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(s.Predicate.Result).To(Equal("FAILED"))
	g.Expect(s.Predicate.Details.Verdict).To(Equal(run.Nonconformant))
	g.Expect(s.Predicate.Details.Baseline).To(HaveLen(1))
	g.Expect(s.Predicate.FailedTests).To(ConsistOf("settles"))
}

func TestAThriftyOrFilteredRunIsPartial(t *testing.T) {
	for name, o := range map[string]check.Options{"thrifty": {Plan: wallet.Thrifty}, "filtered": {Rules: "must"}} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			o.Subject.SHA256, o.Tool.Version = sum("the artefact"), "1"
			r := check.Wallet(t.Context(), &wallettest.Acme{}, o).Run.Run()
			private, _ := keys(t, certificate.Ed25519)
			_, s, err := certify(t, private, certificate.Request{Report: written(t, r)})
			g.Expect(err).NotTo(HaveOccurred())
			g.Expect(s.Predicate.Details.Partial).To(BeTrue())
		})
	}
}

func TestAResumedRunSaysSoAndNeedsADigest(t *testing.T) {
	g := NewWithT(t)
	private, _ := keys(t, certificate.Ed25519)
	r := honest(t)
	r.Resumed = []run.Resumed{{Records: 3}}
	_, s, err := certify(t, private, certificate.Request{Report: written(t, r)})
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(s.Predicate.Details.Resumed).To(HaveLen(1))
	r.Subject.SHA256 = ""
	_, _, err = certify(t, private, certificate.Request{Report: written(t, r), Artefact: []byte("an app"), ArtefactName: "app.apk"})
	g.Expect(err).To(MatchError(ContainSubstring("the run was resumed")))
}

func TestKeysThatCannotBeUsedAreRefused(t *testing.T) {
	g := NewWithT(t)
	private, public := keys(t, certificate.Ed25519)
	for _, text := range [][]byte{nil, []byte("no PEM"), public, bytes.Replace(private, []byte("MC"), []byte("AA"), 1)} {
		_, err := certificate.ParsePrivate(text)
		g.Expect(err).To(HaveOccurred())
	}
	_, err := certificate.ParsePublic(private)
	g.Expect(err).To(MatchError(ContainSubstring("PUBLIC KEY")))
	_, _, err = certificate.NewKey("rsa")
	g.Expect(err).To(MatchError(ContainSubstring("ed25519")))
}

// nodeVerifier follows the DSSE specification with nothing but Node's own crypto: PAE, then the signature.
const nodeVerifier = `
const fs = require('fs'), crypto = require('crypto')
const envelope = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const key = crypto.createPublicKey(fs.readFileSync(process.argv[3]))
const body = Buffer.from(envelope.payload, 'base64')
const type = Buffer.from(envelope.payloadType)
const pae = Buffer.concat([Buffer.from('DSSEv1 ' + type.length + ' '), type, Buffer.from(' ' + body.length + ' '), body])
const algorithm = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
const good = envelope.signatures.every((s) => crypto.verify(algorithm, pae, key, Buffer.from(s.sig, 'base64')))
if (!good) { console.error('the signature does not match'); process.exit(1) }
process.stdout.write(body)
`

func TestASecondImplementationVerifiesTheEnvelope(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node is not installed; on Debian: apt-get install nodejs")
	}
	for _, kind := range certificate.KeyKinds() {
		t.Run(kind, func(t *testing.T) {
			g := NewWithT(t)
			r := honest(t)
			private, public := keys(t, kind)
			envelope, statement, err := certify(t, private, certificate.Request{Report: written(t, r)})
			g.Expect(err).NotTo(HaveOccurred())
			file := func(name string, text []byte) string {
				path := filepath.Join(t.TempDir(), name)
				g.Expect(os.WriteFile(path, text, 0o600)).To(Succeed())
				return path
			}
			script, key := file("verify.js", []byte(nodeVerifier)), file("key.pem", public)
			payload, err := exec.Command(node, script, file("certificate.json", envelope), key).Output()
			g.Expect(err).NotTo(HaveOccurred())
			var back certificate.Statement
			g.Expect(json.Unmarshal(payload, &back)).To(Succeed())
			g.Expect(back).To(Equal(statement))

			tampered := bytes.Replace(envelope, []byte(`"payload": "e`), []byte(`"payload": "f`), 1)
			g.Expect(exec.Command(node, script, file("tampered.json", tampered), key).Run()).NotTo(Succeed())
		})
	}
}
