package certificate

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Identity is what the CI system that certified says of itself: a token of OpenID Connect whose audience is the report, so
// that it is of no use anywhere else.
type Identity struct {
	Issuer string `json:"issuer"`
	// Subject is the job, such as "repo:acme/wallet:ref:refs/heads/main".
	Subject string `json:"subject"`
	// Token is the token itself, for whoever has the issuer's keys: nothing here checks its signature.
	Token string `json:"token"`
}

// The variables by which GitHub Actions offers a job a token, where its workflow has the permission id-token: write.
const (
	tokenURL    = "ACTIONS_ID_TOKEN_REQUEST_URL"
	tokenBearer = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"
)

const (
	identityPatience = 10 * time.Second
	longestToken     = 64 << 10 // bytes; GitHub's are about 2,000
)

// Identify asks the CI system who is certifying this report; nil where there is none that says.
func Identify(ctx context.Context, getenv func(string) string, report []byte) (*Identity, error) {
	address, bearer := getenv(tokenURL), getenv(tokenBearer)
	if address == "" || bearer == "" {
		return nil, nil
	}
	at, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tokenURL, err)
	}
	query := at.Query()
	query.Set("audience", audience(report))
	at.RawQuery = query.Encode()
	ctx, cancel := context.WithTimeout(ctx, identityPatience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", tokenURL, err)
	}
	request.Header.Set("Authorization", "bearer "+bearer)
	client := http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	} // the bearer stays here
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("asking the CI system for its identity: %w", err)
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
	if err != nil {
		return nil, fmt.Errorf("asking the CI system for its identity: %w", err)
	}
	return readToken(token.Value, report)
}

// audience names a report as the audience of a token.
func audience(report []byte) string { return "signspec:sha256:" + digest(report)["sha256"] }

// readToken reads whose token it is. It is refused where its audience is not this report.
func readToken(token string, report []byte) (*Identity, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, fmt.Errorf("the CI system's identity is not a token of three parts")
	}
	var claims struct {
		Issuer   string `json:"iss"`
		Subject  string `json:"sub"`
		Audience string `json:"aud"`
	}
	text, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(text, &claims)
	}
	if err != nil {
		return nil, fmt.Errorf("the CI system's identity cannot be read: %w", err)
	}
	if claims.Audience != audience(report) {
		return nil, fmt.Errorf("the CI system's identity is for %q, and not for this report", claims.Audience)
	}
	return &Identity{Issuer: claims.Issuer, Subject: claims.Subject, Token: token}, nil
}
