package certificate_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// honest is a run of two rules, one of them a should.
func honest(t *testing.T) *run.Run {
	t.Helper()
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	rule := func(id string) run.Rule {
		r, _ := catalogue.Rule(id)
		return run.Rule{ID: id, Level: r.Level, Group: r.Group, Title: r.Title, Clause: r.Clause,
			Status: run.Held, Scenarios: []string{"cancel/fail"}, Untested: []run.Untested{}, Findings: []run.Finding{}}
	}
	checked := &run.Run{
		Tool: run.Tool{Name: "signspec", Version: "1"}, RulesDigest: catalogue.Digest(),
		Subject: run.Subject{Kind: run.Wallet, Name: "Acme", Version: "5", Driver: "script", Source: "acme.js", SHA256: strings.Repeat("ab", 32)},
		Profile: "documented", Plan: "full", StartedAt: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		Notes: []string{}, Rules: []run.Rule{rule("settles"), rule("asynchronous")},
		Records: []record.Record{{ID: "cancel/fail#1", Scenario: "cancel/fail", API: "my.signContract", Args: record.Fields(nil),
			Callbacks: []string{}, Events: []record.Event{}, End: record.Settled}},
	}
	checked.Conclude()
	return checked
}

func brokenRule(r run.Rule) run.Rule {
	r.Status = run.Broken
	r.Findings = []run.Finding{{Scenario: "cancel/fail", Record: "cancel/fail#1", Expected: "e", Observed: "o"}}
	return r
}

func written(t *testing.T, r *run.Run) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := reportjson.Write(&b, run.Mask(r)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// judging gives the rules that the records are said to give.
func judging(rules []run.Rule) certificate.Judge {
	return func(r *run.Run) (*run.Run, error) {
		again := *r
		again.Rules = rules
		return &again, nil
	}
}

func keys(t *testing.T, kind string) (private, public []byte) {
	t.Helper()
	private, public, err := certificate.NewKey(kind)
	if err != nil {
		t.Fatal(err)
	}
	return private, public
}

func certify(t *testing.T, private []byte, q certificate.Request, judge certificate.Judge) ([]byte, certificate.Statement, error) {
	t.Helper()
	key, err := certificate.ParsePrivate(private)
	if err != nil {
		t.Fatal(err)
	}
	return certificate.Certify(context.Background(), q, key, judge)
}

func verify(t *testing.T, public []byte, e certificate.Evidence, judge certificate.Judge) error {
	t.Helper()
	key, err := certificate.ParsePublic(public)
	if err != nil {
		t.Fatal(err)
	}
	_, err = certificate.Verify(context.Background(), e, key, judge)
	return err
}

func TestACertificateIsGenuineUntilAByteOfAnythingChanges(t *testing.T) {
	for _, kind := range certificate.KeyKinds() {
		t.Run(kind, func(t *testing.T) {
			g := NewWithT(t)
			r := honest(t)
			report, artefact := written(t, r), []byte("the artefact")
			private, public := keys(t, kind)
			envelope, _, err := certify(t, private, certificate.Request{Report: report, Artefact: artefact, ArtefactName: "app.apk"}, judging(r.Rules))
			g.Expect(err).NotTo(HaveOccurred())
			good := certificate.Evidence{Certificate: envelope, Report: report, Artefact: artefact}
			g.Expect(verify(t, public, good, judging(r.Rules))).To(Succeed())

			for i := range envelope {
				for bit := range 8 {
					bad := good
					bad.Certificate = flipped(envelope, i, bit)
					if verify(t, public, bad, judging(r.Rules)) == nil {
						t.Fatalf("bit %d of byte %d (%q) of the envelope was flipped, and it still verifies", bit, i, envelope[i])
					}
				}
			}
			for i := 0; i < len(report); i += 7 {
				bad := good
				bad.Report = flipped(report, i, i%8)
				g.Expect(verify(t, public, bad, judging(r.Rules))).To(MatchError(ContainSubstring("the report is not the one")))
			}
			bad := good
			bad.Artefact = flipped(artefact, 3, 1)
			g.Expect(verify(t, public, bad, judging(r.Rules))).To(MatchError(ContainSubstring("the artefact is not the one")))
			_, other := keys(t, kind)
			g.Expect(verify(t, other, good, judging(r.Rules))).To(MatchError(ContainSubstring("signature")))
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
	real := honest(t).Rules
	real[0] = brokenRule(real[0])
	for name, c := range map[string]struct {
		forge func(*run.Run)
		want  string
	}{
		"a broken rule said to hold":       {func(r *run.Run) {}, "says that settles is held; its records say broken"},
		"rules in another order":           {func(r *run.Run) { r.Rules[0] = brokenRule(r.Rules[0]); slices.Reverse(r.Rules) }, "not in their order"},
		"a rule left out":                  {func(r *run.Run) { r.Rules = r.Rules[1:] }, "has 1 rules"},
		"a level lowered":                  {func(r *run.Run) { r.Rules[0] = brokenRule(r.Rules[0]); r.Rules[0].Level = run.Should }, "the level should"},
		"findings of another scenario":     {func(r *run.Run) { r.Rules[0] = brokenRule(r.Rules[0]); r.Rules[0].Findings[0].Scenario = "a" }, "findings of settles"},
		"a verdict that does not follow":   {func(r *run.Run) { r.Rules[0] = brokenRule(r.Rules[0]); r.Verdict = run.Conformant }, "verdict is conformant"},
		"an exit status that does not":     {func(r *run.Run) { r.Rules[0] = brokenRule(r.Rules[0]); r.Conclude(); r.ExitStatus = 0 }, "exit status 0"},
		"rules of an old digest":           {func(r *run.Run) { r.RulesDigest = "sha256:" + strings.Repeat("0", 64) }, "this build knows"},
		"a profile of one's own":           {func(r *run.Run) { r.Profile = "mine" }, "not one that everybody has"},
		"a mini program":                   {func(r *run.Run) { r.Subject.Kind = run.MiniProgram }, "for wallets"},
		"a run that could not be carried":  {func(r *run.Run) { r.Error = &run.RunError{Kind: run.Harness, Message: "m"} }, "could not be carried out"},
		"a subject without any digest":     {func(r *run.Run) { r.Subject.SHA256 = "" }, "--artifact"},
		"not a report":                     {nil, "this is not"},
		"nonconformant, and not allowed":   {func(r *run.Run) { r.Rules[0] = brokenRule(r.Rules[0]); r.Conclude() }, "--allow-nonconformant"},
		"nonconformant, behind a baseline": {func(r *run.Run) { accepted(r) }, "--allow-nonconformant"},
	} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			report := []byte(`{"a":1}`)
			if c.forge != nil {
				checked := honest(t)
				c.forge(checked)
				report = written(t, checked)
			}
			private, _ := keys(t, certificate.Ed25519)
			_, _, err := certify(t, private, certificate.Request{Report: report}, judging(real))
			g.Expect(err).To(MatchError(ContainSubstring(c.want)))
		})
	}
}

// accepted breaks a rule of the run behind a baseline.
func accepted(r *run.Run) {
	known := &run.Known{Reason: "old", Link: "l"}
	r.Rules[0] = brokenRule(r.Rules[0])
	r.Rules[0].Findings[0].Known = known
	r.Baseline = &run.Baseline{File: "b", Entries: []run.BaselineEntry{{Rule: "settles", Reason: "old", Link: "l", State: run.KnownEntry}}}
	r.Conclude()
}

func TestACertificateBehindABaselineListsItAndIsNotGreen(t *testing.T) {
	g := NewWithT(t)
	r := honest(t)
	accepted(r)
	g.Expect(r.Verdict).To(Equal(run.Conformant))
	private, _ := keys(t, certificate.Ed25519)
	_, s, err := certify(t, private, certificate.Request{Report: written(t, r), AllowNonconformant: true}, judging(r.Rules))
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(s.Predicate.Result).To(Equal("FAILED"))
	g.Expect(s.Predicate.Details.Verdict).To(Equal(run.Nonconformant))
	g.Expect(s.Predicate.Details.Baseline).To(HaveLen(1))
	g.Expect(s.Predicate.FailedTests).To(ConsistOf("settles"))
}

func TestAThriftyOrFilteredRunIsPartial(t *testing.T) {
	for name, change := range map[string]func(*run.Run){
		"thrifty": func(r *run.Run) { r.Plan = "thrifty" }, "filtered": func(r *run.Run) { r.Selection = "must" },
	} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			checked := honest(t)
			change(checked)
			private, _ := keys(t, certificate.Ed25519)
			_, s, err := certify(t, private, certificate.Request{Report: written(t, checked)}, judging(checked.Rules))
			g.Expect(err).NotTo(HaveOccurred())
			g.Expect(s.Predicate.Details.Partial).To(BeTrue())
		})
	}
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
			envelope, statement, err := certify(t, private, certificate.Request{Report: written(t, r)}, judging(r.Rules))
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
