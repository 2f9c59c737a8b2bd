package certificate_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	. "github.com/onsi/gomega"

	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// github is the token service of GitHub Actions, as far as a job sees it; audience, where given, is the one it answers with.
func github(t *testing.T, audience string) func(string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "bearer the-request-token" || r.URL.Query().Get("api-version") != "2.0" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		aud := r.URL.Query().Get("audience")
		if audience != "" {
			aud = audience
		}
		claims := fmt.Sprintf(`{"iss":"https://token.actions.githubusercontent.com","sub":"repo:acme/wallet:ref:refs/heads/main","aud":%q}`, aud)
		part := base64.RawURLEncoding.EncodeToString
		fmt.Fprintf(w, `{"count":1,"value":%q}`, part([]byte(`{"alg":"RS256"}`))+"."+part([]byte(claims))+"."+part([]byte("signature")))
	}))
	t.Cleanup(server.Close)
	return func(name string) string {
		return map[string]string{
			"ACTIONS_ID_TOKEN_REQUEST_URL":   server.URL + "/token?api-version=2.0",
			"ACTIONS_ID_TOKEN_REQUEST_TOKEN": "the-request-token",
		}[name]
	}
}

func TestTheCISystemSaysWhoCertified(t *testing.T) {
	g := NewWithT(t)
	report := written(t, whole(t, &wallettest.Acme{}))
	identity, err := certificate.Identify(t.Context(), github(t, ""), report)
	g.Expect(err).NotTo(HaveOccurred())
	g.Expect(identity.Subject).To(Equal("repo:acme/wallet:ref:refs/heads/main"))
	private, public := keys(t, certificate.Ed25519)
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

	_, err = certificate.Identify(t.Context(), github(t, "another"), report)
	g.Expect(err).To(MatchError(ContainSubstring("not for this report")))
	none, err := certificate.Identify(t.Context(), func(string) string { return "" }, report)
	g.Expect(none, err).To(BeNil())
	refused := github(t, "")
	_, err = certificate.Identify(t.Context(), func(name string) string { return strings.TrimSuffix(refused(name), "token") }, report)
	g.Expect(err).To(MatchError(ContainSubstring("401")))
}
