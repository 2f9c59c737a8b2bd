package certificate_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/certificate/certificatetest"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

func TestTheCISystemSaysWhoCertified(t *testing.T) {
	g := NewWithT(t)
	report := written(t, whole(t, &wallettest.Acme{}))
	system := certificatetest.NewCI(t, jose.RS256)
	private, public := keys(t, certificate.Ed25519)
	identity, err := certificate.Identify(t.Context(), system.GitHub, report, parsed(t, public))
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(identity.Subject).To(Equal("repo:acme/wallet:ref:refs/heads/main"))
	g.Expect(identity.OfKey()).To(BeFalse())
	envelope, s, err := certify(t, private, certificate.Request{Report: report, Identity: identity})
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(s.Predicate.Details.Identity).To(Equal(identity))
	g.Expect(verify(t, public, certificate.Evidence{Certificate: envelope, Report: report})).To(Succeed())

	// An identity that the token does not give, though the signer signs it.
	lied := *identity
	lied.Subject = "repo:acme/another:ref:refs/heads/main"
	envelope, _, err = certify(t, private, certificate.Request{Report: report, Identity: &lied})
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(verify(t, public, certificate.Evidence{Certificate: envelope, Report: report})).To(MatchError(ContainSubstring("identity")))

	none, err := certificate.Identify(t.Context(), func(string) string { return "" }, report, parsed(t, public))
	g.Expect(none, err).To(BeNil())
	refused := func(name string) string { return strings.TrimSuffix(system.GitHub(name), "token") }
	_, err = certificate.Identify(t.Context(), refused, report, parsed(t, public))
	g.Expect(err).To(MatchError(ContainSubstring("401")))
}

// A token that anybody could use who has seen it says nothing of who certified.
func TestATokenIsForThisReportOrThisKey(t *testing.T) {
	report := written(t, honest(t))
	_, public := keys(t, certificate.Ed25519)
	_, another := keys(t, certificate.Ed25519)
	key, err := certificate.ForKey(parsed(t, public))
	if err != nil {
		t.Fatal(err)
	}
	other, err := certificate.ForKey(parsed(t, another))
	if err != nil {
		t.Fatal(err)
	}
	system := certificatetest.NewCI(t, jose.RS256)
	for name, c := range map[string]struct {
		audience any
		want     string
	}{
		"for the report":         {certificate.ForReport(report), ""},
		"for the key":            {key, ""},
		"for a list of the key":  {[]string{key}, ""},
		"for another report":     {certificate.ForReport([]byte("another")), "neither for this report"},
		"for another key":        {other, "neither for this report"},
		"for a whole project":    {"signspec", "neither for this report"},
		"for a cloud as well":    {[]string{key, "sts.amazonaws.com"}, "for 2 audiences"},
		"for nobody":             {[]string{}, "for 0 audiences"},
		"for what is no name":    {17, "cannot be read"},
		"for nobody in its name": {"", "neither for this report"},
	} {
		t.Run(name, func(t *testing.T) {
			g := NewWithT(t)
			identity, err := certificate.Identify(t.Context(), system.GitLab(t, c.audience), report, parsed(t, public))
			if c.want != "" {
				g.Expect(err).To(MatchError(ContainSubstring(c.want)))
				g.Expect(err).To(MatchError(Not(ContainSubstring(system.GitLab(t, c.audience)("SIGNSPEC_ID_TOKEN")))))
				return
			}
			g.Expect(err).NotTo(HaveOccurred())
			g.Expect(identity.OfKey()).To(Equal(name != "for the report"))
		})
	}
	lying := certificatetest.NewCI(t, jose.RS256)
	lying.Audience = "another"
	if _, err := certificate.Identify(t.Context(), lying.GitHub, report, parsed(t, public)); err == nil {
		t.Error("a service that answers with a token for something else is believed")
	}
}

// Whether the token is the CI system's own is what that system's keys tell.
func TestTheIssuerConfirmsItsToken(t *testing.T) {
	report := written(t, whole(t, &wallettest.Acme{}))
	private, public := keys(t, certificate.Ed25519)
	certified := func(t *testing.T, identity *certificate.Identity) []byte {
		envelope, _, err := certify(t, private, certificate.Request{Report: report, Identity: identity})
		if err != nil {
			t.Fatal(err)
		}
		return envelope
	}
	identity := func(t *testing.T, c *certificatetest.CI) *certificate.Identity {
		identity, err := certificate.Identify(t.Context(), c.GitHub, report, parsed(t, public))
		if err != nil {
			t.Fatal(err)
		}
		return identity
	}
	for _, alg := range []jose.SignatureAlgorithm{jose.RS256, jose.ES256} {
		system := certificatetest.NewCI(t, alg)
		envelope := certified(t, identity(t, system))
		forger := certificatetest.NewCI(t, alg) // which has the honest one's name, and keys of its own
		forger.Issuer = system.URL
		early := certificatetest.NewCI(t, alg)
		early.At = time.Now().Add(-time.Hour)
		private, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{system.Key}})
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			envelope []byte
			issuer   certificate.Issuer
			want     string
		}{
			"its keys, fetched":      {envelope, certificate.Issuer{URL: system.URL}, ""},
			"its keys, pinned":       {envelope, certificate.Issuer{URL: system.URL, Keys: system.Keys()}, ""},
			"its job":                {envelope, certificate.Issuer{URL: system.URL, Subject: "repo:acme/wallet:ref:refs/heads/main"}, ""},
			"another job":            {envelope, certificate.Issuer{URL: system.URL, Subject: "repo:acme/wallet:ref:refs/heads/x"}, "is asked for"},
			"another issuer":         {envelope, certificate.Issuer{URL: forger.URL}, "not genuine"},
			"another's keys, pinned": {envelope, certificate.Issuer{URL: system.URL, Keys: forger.Keys()}, "not genuine"},
			"no keys":                {envelope, certificate.Issuer{URL: system.URL, Keys: []byte(`{"keys":[]}`)}, "no key"},
			"no JWK Set":             {envelope, certificate.Issuer{URL: system.URL, Keys: []byte(`-----BEGIN`)}, "not a JWK Set"},
			"private keys":           {envelope, certificate.Issuer{URL: system.URL, Keys: private}, "not a public one"},
			"http":                   {envelope, certificate.Issuer{URL: "http://example.com"}, "https"},
			"no token":               {certified(t, nil), certificate.Issuer{URL: system.URL}, "no token"},
			"a forged token":         {certified(t, identity(t, forger)), certificate.Issuer{URL: system.URL}, "not genuine"},
			"an unsigned token":      {certified(t, unsigned(identity(t, system), "none")), certificate.Issuer{URL: system.URL}, "not genuine"},
			"a token by a shared secret": {certified(t, unsigned(identity(t, system), "HS256")), certificate.Issuer{URL: system.URL},
				"not genuine"},
			"a token of before the run": {certified(t, identity(t, early)), certificate.Issuer{URL: early.URL}, "is said to have ended"},
		} {
			t.Run(string(alg)+": "+name, func(t *testing.T) {
				g := NewWithT(t)
				e := certificate.Evidence{Certificate: c.envelope, Report: report, Issuer: &c.issuer}
				if c.want != "" {
					g.Expect(verify(t, public, e)).To(MatchError(ContainSubstring(c.want)))
					return
				}
				v, err := certificate.Verify(t.Context(), trusting(e), parsed(t, public))
				g.Expect(err).NotTo(HaveOccurred())
				g.Expect(v.Issued.Unix()).To(Equal(system.At.Unix()))
			})
		}
	}
}

// unsigned is an identity whose token says that it is signed in another way, or not at all.
func unsigned(i *certificate.Identity, alg string) *certificate.Identity {
	parts := strings.Split(i.Token, ".")
	forged := *i
	forged.Token = base64.RawURLEncoding.EncodeToString([]byte(fmt.Sprintf(`{"alg":%q}`, alg))) + "." + parts[1] + "."
	return &forged
}
