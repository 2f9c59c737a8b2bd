package certificate

import (
	"context"
	"crypto"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// Identity is what the CI system that certified says of itself: a token of OpenID Connect whose audience is the report, or
// the key that signs, so that it is of no use to anybody else.
type Identity struct {
	Issuer string `json:"issuer"`
	// Subject is the job, such as "repo:acme/wallet:ref:refs/heads/main".
	Subject string `json:"subject"`
	// Audience is what the token was issued for: see ForReport and ForKey.
	Audience string `json:"audience"`
	// Token is the token itself, whose signature Issuer verifies.
	Token string `json:"token"`
}

// ForReport is the audience of a token that was issued for one report: the job has had it, or its digest.
func ForReport(report []byte) string { return "signspec:sha256:" + digest(report)["sha256"] }

// ForKey is the audience of a token that was issued for whoever signs with this key: the job says that the key is its own,
// and nothing of a report. GitLab issues tokens for what stands in .gitlab-ci.yml only.
func ForKey(key crypto.PublicKey) (string, error) {
	id, err := dsse.SHA256KeyID(key)
	if err != nil {
		return "", fmt.Errorf("the id of the key: %w", err)
	}
	return keyAudience + id, nil
}

const keyAudience = "signspec:key:"

// OfKey says whether the token was issued for a key, and not for the report.
func (i Identity) OfKey() bool { return strings.HasPrefix(i.Audience, keyAudience) }

// The variables by which GitHub Actions offers a job a token, where its workflow has the permission id-token: write, and
// the one that holds the token of any other CI system, such as GitLab by its id_tokens.
const (
	tokenURL      = "ACTIONS_ID_TOKEN_REQUEST_URL"
	tokenBearer   = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"
	tokenVariable = "SIGNSPEC_ID_TOKEN"
)

const (
	identityPatience = 10 * time.Second
	longestToken     = 64 << 10 // bytes; GitHub's are about 2,000
)

// Identify asks the CI system who is certifying this report with this key; nil where there is none that says.
func Identify(ctx context.Context, getenv func(string) string, report []byte, key crypto.PublicKey) (*Identity, error) {
	if token := getenv(tokenVariable); token != "" {
		identity, err := readToken(token, report, key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", tokenVariable, err)
		}
		return identity, nil
	}
	address, bearer := getenv(tokenURL), getenv(tokenBearer)
	if address == "" || bearer == "" {
		return nil, nil
	}
	token, err := request(ctx, address, bearer, ForReport(report))
	if err != nil {
		return nil, fmt.Errorf("asking the CI system for its identity: %w", err)
	}
	return readToken(token, report, key)
}

// request asks GitHub's service for a token.
func request(ctx context.Context, address, bearer, audience string) (string, error) {
	at, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%s: %w", tokenURL, err)
	}
	query := at.Query()
	query.Set("audience", audience)
	at.RawQuery = query.Encode()
	ctx, cancel := context.WithTimeout(ctx, identityPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return "", fmt.Errorf("%s: %w", tokenURL, err)
	}
	request.Header.Set("Authorization", "bearer "+bearer)
	client := http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	} // the bearer stays here
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	var token struct {
		Value string `json:"value"`
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, longestToken))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("it answers with status %d", answer.StatusCode)
	}
	if err == nil {
		err = json.Unmarshal(body, &token)
	}
	return token.Value, err
}

// readToken reads whose token it is. It is refused where its audience is neither this report nor this key: it was issued
// for somebody else, or may be used by everybody who has seen it.
func readToken(token string, report []byte, key crypto.PublicKey) (*Identity, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, errors.New("the CI system's identity is not a token of three parts")
	}
	var claims struct {
		Issuer   string   `json:"iss"`
		Subject  string   `json:"sub"`
		Audience audience `json:"aud"`
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(text, &claims)
	}
	if err != nil {
		return nil, fmt.Errorf("the CI system's identity cannot be read: %w", err)
	}
	forKey, err := ForKey(key)
	if err != nil {
		return nil, err
	}
	if said := string(claims.Audience); said != ForReport(report) && said != forKey {
		return nil, fmt.Errorf("the CI system's identity is for %q, and neither for this report (%s) nor for this key (%s)",
			said, ForReport(report), forKey)
	}
	return &Identity{Issuer: claims.Issuer, Subject: claims.Subject, Audience: string(claims.Audience), Token: token}, nil
}

// audience is the one audience of a token, written as it is or as a list of one.
type audience string

func (a *audience) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*a = audience(one)
		return nil
	}
	var several []string
	if err := json.Unmarshal(text, &several); err != nil {
		return err
	}
	if len(several) != 1 {
		return fmt.Errorf("it is for %d audiences, where one is expected", len(several))
	}
	*a = audience(several[0])
	return nil
}
