package platform_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server"
)

// said is an answer of the staged platform, taken apart: each part can differ by itself.
type said struct {
	status string
	parts  map[string]string
	body   []byte
}

// staged asks a staged platform for a token, as it is staged, and takes the answer apart. The signature is not a text of
// its own: it is right, or wrong in a way that is told.
func staged(t *testing.T, p *platform.Platform, keys platform.Keys, a server.Answer) said {
	t.Helper()
	attempt := p.Attempt(server.Attempt{Apply: []server.Answer{a}}, 0, platform.NewRecorder())
	code := attempt.Code(p.Portal)
	path := p.Portal.Path(schemas.ApplyOperation)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL()+path, strings.NewReader(`{"grantType":"AUTHORIZATION_CODE","authCode":"`+code+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	s := said{status: response.Status, parts: map[string]string{"http status": response.Status}, body: body}
	header := platform.ParseHeader(response.Header.Get("Signature"))
	for name, key := range map[string]*bool{"platform": new(bool), "merchant": new(bool), "nobody": new(bool)} {
		public := map[string]platform.Keys{"platform": keys}[name].Platform
		switch name {
		case "merchant":
			public = keys.Merchant
		case "nobody":
			public = keys.Stranger()
		}
		if signature, _, err := platform.ReadSignature(header.Signature); err == nil && public != nil {
			content := platform.StringToSign(http.MethodPost, path, response.Header.Get("Client-Id"), response.Header.Get("Response-Time"), body)
			*key = platform.Verify(&public.PublicKey, content, signature)
		}
		if *key {
			s.parts["signature"] = "of " + name
		}
	}
	if s.parts["signature"] == "" {
		s.parts["signature"] = "wrong"
	}
	if header.Signature == "" {
		s.parts["signature"] = "none"
	}
	s.parts["time"] = map[bool]string{true: "there", false: "absent"}[response.Header.Get("Response-Time") != ""]
	s.parts["key version"] = header.KeyVersion
	s.parts["blanks"] = map[bool]string{true: "some", false: "none"}[strings.Contains(response.Header.Get("Signature"), ", ")]
	var fields map[string]any
	s.parts["body"] = "not JSON"
	if json.Unmarshal(body, &fields) == nil {
		s.parts["body"] = strings.Join(slices.Sorted(maps.Keys(fields)), " ")
		result, _ := fields["result"].(map[string]any)
		s.parts["result"] = strings.Join(slices.Sorted(maps.Keys(result)), " ")
		if text, ok := result["resultStatus"].(string); ok {
			s.parts["resultStatus"] = text
		}
		if token, ok := fields["accessToken"].(string); ok {
			s.parts["token"] = map[bool]string{true: "there", false: "empty"}[token != ""]
		}
		customer, _ := fields["customerId"].(string)
		s.parts["customer"] = customer
	}
	s.parts["spacing"] = map[bool]string{true: "plain", false: "unusual"}[!bytes.Contains(body, []byte("\n"))]
	return s
}

// TestABadAnswerDiffersFromTheGoodOneInTheStagedPlaceAlone guards against a negative case that fails for a second reason.
func TestABadAnswerDiffersFromTheGoodOneInTheStagedPlaceAlone(t *testing.T) {
	keys, err := platform.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	p, err := platform.Listen(platform.Options{Portal: portal, Keys: keys, ClientID: "C1", Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	good := staged(t, p, keys, server.Answer{})
	if good.parts["signature"] != "of platform" || good.parts["resultStatus"] != "S" {
		t.Fatalf("the good answer is %v", good.parts)
	}
	for change, want := range map[server.Change][]string{
		server.Unsigned: {"signature", "key version"}, server.EmptySignature: {"signature"}, server.NoTime: {"signature", "time"},
		server.Unsigned500: {"http status", "key version", "signature"}, server.Tampered: {"customer", "signature"}, server.OtherKey: {"signature"}, server.MerchantsKey: {"signature"}, server.OtherPath: {"signature"},
		server.Blanks: {"blanks"}, server.CapitalNames: {}, server.NoKeyVersion: {"key version"}, server.Unusual: {"spacing"},
		server.OtherKeyBlanks: {"blanks", "signature"}, server.OtherKeyCapitals: {"signature"}, server.OtherKeyNoVersion: {"key version", "signature"},
		server.InPieces: {},
		server.NoToken:  {"body", "token"}, server.EmptyToken: {"token"}, server.NullToken: {"token"},
		server.Minimal: {"body", "customer"}, server.Extra: {"body", "result"}, server.NoResult: {"body", "result", "resultStatus"},
		server.ResultText: {"result", "resultStatus"},
	} {
		bad := staged(t, p, keys, server.Answer{Change: change})
		var differs []string
		names := map[string]bool{}
		for name := range good.parts {
			names[name] = true
		}
		for name := range bad.parts {
			names[name] = true
		}
		for name := range names {
			if good.parts[name] != bad.parts[name] {
				differs = append(differs, name)
			}
		}
		slices.Sort(differs)
		slices.Sort(want)
		if !slices.Equal(differs, want) {
			t.Errorf("%s differs in %q, want %q", change, differs, want)
		}
	}
}
