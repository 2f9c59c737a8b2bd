package certificate_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// whole is the run of a wallet, judged by every rule.
func whole(t testing.TB, w *wallettest.Acme) *run.Run {
	t.Helper()
	outcome := check.Wallet(t.Context(), w, check.Options{
		Tool: run.Tool{Name: "signspec", Version: "1"}, Subject: run.Subject{Driver: "script", Source: "acme.js", SHA256: sum("the artefact")},
	})
	if outcome.Err != nil {
		t.Fatal(outcome.Err)
	}
	return outcome.Run.Run()
}

// without deletes records from a report as thoroughly as a forger can: all the rest is what the remaining records give.
func without(t *testing.T, ids ...string) func(*run.Run) {
	return func(r *run.Run) {
		deleteRecords(r, ids...)
		again, err := check.Again(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		r.Rules, r.Authorisations = again.Run.Rules, again.Run.Authorisations
		r.Conclude()
	}
}

// Each attack is one that somebody with the key and an editor can try on a report before it is certified: it is refused,
// or the certificate says what is not there.
func TestAttacksOnAReport(t *testing.T) {
	// In-a-row/cancel leaves its second call without an answer; no other scenario shows it.
	lapse := &wallettest.Acme{Change: func(r *record.Record) {
		if r.ID == "in-a-row/cancel#2" {
			r.Events, r.End = r.Events[:1], record.Idle
		}
	}}
	duplicated := func(report []byte) []byte {
		return bytes.Replace(report, []byte(`"verdict":`), []byte(`"verdict": "nonconformant", "verdict":`), 1)
	}
	for name, attack := range map[string]struct {
		forge   func(*run.Run)
		rewrite func([]byte) []byte
		refused string   // why it is refused
		missing []string // what the certificate says is missing
	}{
		"nothing but what is so":          {refused: "--allow-nonconformant"},
		"the failing scenario deleted":    {forge: without(t, "in-a-row/cancel#"), missing: []string{"in-a-row/cancel"}},
		"only its records deleted":        {forge: func(r *run.Run) { deleteRecords(r, "in-a-row/cancel#") }, refused: "says that"},
		"only its failing record deleted": {forge: func(r *run.Run) { deleteRecords(r, "in-a-row/cancel#2") }, refused: "are not those of the plan"},
		"the calls after it deleted":      {forge: func(r *run.Run) { deleteRecords(r, "in-a-row/cancel#2", "in-a-row/cancel#3") }, refused: "are not those of the plan"},
		"what stands in the container gone": {forge: without(t, "in-a-row/cancel#", "availability#"),
			missing: []string{"availability", "in-a-row/cancel"}},
		"another call put in its place": {forge: copied("in-a-row/cancel#1", "in-a-row/cancel#2"), refused: "staged the same state"},
		"a state of another run": {forge: func(r *run.Run) {
			r.Records[at(r, "cancel/fail#1")].Stage.AuthState = "s0123456789012345678901234567890123S"
		},
			refused: "of another run"},
		"another seed":          {forge: func(r *run.Run) { r.Seed = "0123456789abcdef0123456789abcdef" }, refused: "of another run"},
		"no seed":               {forge: func(r *run.Run) { r.Seed = "" }, refused: "drawn from"},
		"a challenge set later": {forge: func(r *run.Run) { r.Challenge = "a nonce of today 2026" }, refused: "of another run"},
		"a record twice":        {forge: copied("in-a-row/cancel#1", "in-a-row/cancel#1"), refused: "twice"},
		"another outcome staged": {forge: func(r *run.Run) { r.Records[at(r, "in-a-row/cancel#2")].Stage.Outcome = record.Fail },
			refused: "are not those of the plan"},
		"fewer authorisations":       {forge: func(r *run.Run) { r.Authorisations-- }, refused: "authorisations"},
		"a milder clause":            {forge: func(r *run.Run) { r.Rules[0].Clause = "may exist" }, refused: "catalogue"},
		"a date that is to come":     {forge: func(r *run.Run) { r.StartedAt = time.Now().AddDate(1, 0, 0) }, refused: "yet to come"},
		"a run that has not ended":   {forge: func(r *run.Run) { r.DurationMs += time.Hour.Milliseconds() }, refused: "yet to come"},
		"a tool of tomorrow":         {forge: func(r *run.Run) { r.Tool.Version = "99.0.0" }, refused: "this build knows"},
		"a tool of one's own":        {forge: func(r *run.Run) { r.Tool.Name = "signspecx" }, refused: "this build knows"},
		"two verdicts":               {rewrite: duplicated, refused: "stands twice"},
		"a digest of something else": {forge: func(r *run.Run) { r.Subject.SHA256 = strings.Repeat("0", 64) }, refused: "not what was judged"},
	} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			r := whole(t, lapse)
			if attack.forge != nil {
				attack.forge(r)
			}
			report := written(t, r)
			if attack.rewrite != nil {
				report = attack.rewrite(report)
			}
			private, public := keys(t, certificate.Ed25519)
			envelope, s, err := certify(t, private, certificate.Request{Report: report, Artefact: []byte("the artefact")})
			if attack.refused != "" {
				g.Expect(err).To(MatchError(ContainSubstring(attack.refused)))
				return
			}
			g.Expect(err).NotTo(HaveOccurred())
			g.Expect(s.Predicate.Details.Missing).To(Equal(attack.missing))
			g.Expect(s.Predicate.Details.Partial).To(BeTrue())
			g.Expect(s.Predicate.Result).To(Equal("WARNED"))
			g.Expect(verify(t, public, certificate.Evidence{Certificate: envelope, Report: report})).To(Succeed())
		})
	}
}

func deleteRecords(r *run.Run, ids ...string) {
	r.Records = slices.DeleteFunc(slices.Clone(r.Records), func(call record.Record) bool {
		return slices.ContainsFunc(ids, func(id string) bool {
			return call.ID == id || strings.HasSuffix(id, "#") && strings.HasPrefix(call.ID, id)
		})
	})
}

// copied puts a copy of a record in the place of another, or behind itself.
func copied(from, to string) func(*run.Run) {
	return func(r *run.Run) {
		call := r.Records[at(r, from)]
		call.ID = to
		if from == to {
			r.Records = append(r.Records, call)
			return
		}
		r.Records[at(r, to)] = call
	}
}

func at(r *run.Run, id string) int {
	return slices.IndexFunc(r.Records, func(call record.Record) bool { return call.ID == id })
}

// A wallet that cannot stage an outcome is certified as what it is: without those scenarios.
func TestAttacksOnACertificate(t *testing.T) {
	g := NewWithT(t)
	report := written(t, whole(t, &wallettest.Acme{}))
	private, public := keys(t, certificate.Ed25519)
	envelope, s, err := certify(t, private, certificate.Request{Report: report})
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(s.Predicate.Result).To(Equal("PASSED"))
	g.Expect(s.Predicate.Details.Missing).To(BeEmpty())
	g.Expect(s.Predicate.Details.Partial).To(BeFalse())
	good := certificate.Evidence{Certificate: envelope, Report: report, Artefact: []byte("the artefact")}
	g.Expect(verify(t, public, good)).To(Succeed())
	bad := good
	bad.Artefact = []byte("another artefact")
	g.Expect(verify(t, public, bad)).To(MatchError(ContainSubstring("the artefact is not")))
}

// Whoever sets a challenge gets records that were not there before it.
func TestAChallengeIsAnswered(t *testing.T) {
	g := NewWithT(t)
	const nonce = "the accreditor's nonce, 27 November"
	outcome := check.Wallet(t.Context(), &wallettest.Acme{}, check.Options{
		Tool: run.Tool{Name: "signspec", Version: "1"}, Subject: run.Subject{SHA256: sum("the artefact")}, Challenge: nonce,
	})
	g.Expect(outcome.Err).NotTo(HaveOccurred())
	report := written(t, outcome.Run.Run())
	private, public := keys(t, certificate.Ed25519)
	envelope, s, err := certify(t, private, certificate.Request{Report: report})
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(s.Predicate.Details.Challenge).To(Equal(nonce))
	key, err := certificate.ParsePublic(public)
	g.Expect(err).NotTo(HaveOccurred())
	for asked, refused := range map[string]bool{"": false, nonce: false, "the accreditor's nonce, 28 November": true} {
		e := certificate.Evidence{Certificate: envelope, Report: report, Trust: trust()}
		e.Challenge = asked
		_, err := certificate.Verify(t.Context(), e, key)
		g.Expect(err != nil).To(Equal(refused), asked)
	}
	short := check.Wallet(t.Context(), &wallettest.Acme{}, check.Options{Challenge: "1234"}).Run.Run()
	g.Expect(short.Error.Message).To(ContainSubstring("at least 16"))
}
