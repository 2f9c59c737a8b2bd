package certificate

import (
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

// Issuer is a CI system whose tokens are believed.
type Issuer struct {
	// URL is what its tokens name it, such as "https://token.actions.githubusercontent.com".
	URL string
	// Keys are its public keys, as a JWK Set; nil asks the issuer for them, as OpenID Connect Discovery has it.
	Keys []byte
	// Subject is the job that has to have certified; empty where any of this issuer will do.
	Subject string
}

const issuerPatience = 20 * time.Second

// signatures are the algorithms by which CI systems sign. None of them has a secret that who verifies shares.
func signatures() []string {
	return []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}
}

// confirms says whether the identity's token is this issuer's, and when it was issued. How long it may be used does not
// matter: it was used when the certificate was signed.
func (i Issuer) confirms(ctx context.Context, identity *Identity) (issued time.Time, err error) {
	switch {
	case identity == nil:
		return time.Time{}, fmt.Errorf("the certificate has no token of a CI system, and one of %s is asked for", i.URL)
	case i.Subject != "" && i.Subject != identity.Subject:
		return time.Time{}, fmt.Errorf("the CI job is %q, and %q is asked for", identity.Subject, i.Subject)
	}
	ctx, cancel := context.WithTimeout(ctx, issuerPatience)
	defer cancel()
	keys, err := i.keys(oidc.ClientContext(ctx, &http.Client{Timeout: issuerPatience}))
	if err != nil {
		return time.Time{}, fmt.Errorf("the keys of %s: %w", i.URL, err)
	}
	token, err := oidc.NewVerifier(i.URL, keys, &oidc.Config{
		ClientID: identity.Audience, SupportedSigningAlgs: signatures(), SkipExpiryCheck: true,
	}).Verify(ctx, identity.Token)
	if err != nil {
		return time.Time{}, fmt.Errorf("the token of the CI system is not genuine: %w", err)
	}
	return token.IssuedAt.UTC(), nil
}

func (i Issuer) keys(ctx context.Context) (oidc.KeySet, error) {
	if i.Keys != nil {
		return pinned(i.Keys)
	}
	at, err := url.Parse(i.URL)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(at.Hostname()); at.Scheme != "https" && (ip == nil || !ip.IsLoopback()) {
		return nil, errors.New("they are only fetched over https")
	}
	provider, err := oidc.NewProvider(ctx, i.URL)
	if err != nil {
		return nil, err
	}
	var found struct {
		Keys string `json:"jwks_uri"`
	}
	if err := provider.Claims(&found); err != nil {
		return nil, err
	}
	return oidc.NewRemoteKeySet(ctx, found.Keys), nil
}

// pinned are the public keys of a JWK Set.
func pinned(text []byte) (oidc.KeySet, error) {
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, fmt.Errorf("this is not a JWK Set: %w", err)
	}
	var keys []crypto.PublicKey
	for _, key := range set.Keys {
		if !key.IsPublic() {
			return nil, fmt.Errorf("the key %q is not a public one", key.KeyID)
		}
		keys = append(keys, key.Key)
	}
	if len(keys) == 0 {
		return nil, errors.New("this JWK Set has no key")
	}
	return &oidc.StaticKeySet{PublicKeys: keys}, nil
}
