package certificatetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// CI is a CI system: GitHub's service for tokens, as far as a job sees it, and the issuer's public keys.
type CI struct {
	URL string
	Key jose.JSONWebKey
	alg jose.SignatureAlgorithm
	// Where these are set, the system says something else than it should.
	Audience, Issuer string
	At               time.Time
}

// NewCI starts a system that signs by the algorithm, RS256 or ES256.
func NewCI(t testing.TB, alg jose.SignatureAlgorithm) *CI {
	t.Helper()
	c := &CI{alg: alg, At: time.Now(), Key: jose.JSONWebKey{KeyID: "today's", Algorithm: string(alg), Use: "sig"}}
	var err error
	if c.Key.Key, err = rsa.GenerateKey(rand.Reader, 2048); alg == jose.ES256 {
		c.Key.Key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/.well-known/openid-configuration":
			fmt.Fprintf(w, `{"issuer":%q,"jwks_uri":%q}`, c.URL, c.URL+"/jwks")
		case "/jwks":
			_, _ = w.Write(c.Keys())
		default:
			if r.Header.Get("Authorization") != "bearer the-request-token" || r.URL.Query().Get("api-version") != "2.0" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			fmt.Fprintf(w, `{"count":1,"value":%q}`, c.Token(t, r.URL.Query().Get("audience")))
		}
	}))
	t.Cleanup(server.Close)
	c.URL = server.URL
	return c
}

// Keys are the public keys, as the issuer serves them.
func (c *CI) Keys() []byte {
	text, _ := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{c.Key.Public()}})
	return text
}

// Token is a token for the audience, or for another one where the system is to say something else.
func (c *CI) Token(t testing.TB, audience any) string {
	t.Helper()
	issuer := c.URL
	if c.Issuer != "" {
		issuer = c.Issuer
	}
	if c.Audience != "" {
		audience = c.Audience
	}
	claims, err := json.Marshal(map[string]any{
		"iss": issuer, "sub": "repo:acme/wallet:ref:refs/heads/main", "aud": audience, "iat": c.At.Unix(), "exp": c.At.Add(time.Minute).Unix(),
	})
	if err != nil {
		t.Fatal(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: c.alg, Key: c.Key}, nil)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(claims)
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// GitHub is the environment of a job of GitHub Actions.
func (c *CI) GitHub(name string) string {
	return map[string]string{
		"ACTIONS_ID_TOKEN_REQUEST_URL": c.URL + "/token?api-version=2.0", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "the-request-token",
	}[name]
}

// GitLab is the environment of a job whose .gitlab-ci.yml asks for a token for an audience.
func (c *CI) GitLab(t testing.TB, audience any) func(string) string {
	token := c.Token(t, audience)
	return func(name string) string { return map[string]string{"SIGNSPEC_ID_TOKEN": token}[name] }
}
