package socket

import (
	"github.com/signspec/signspec/runner/drivers/drivertest"

	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

func TestWhoIsTurnedAway(t *testing.T) {
	s := NewServer(ServerOptions{Hosts: []string{"probe.example"}, Origins: []string{"https://wallet.example"}})
	d := s.Open(options())
	defer d.Close(context.Background())
	for name, c := range map[string]struct {
		host, origin string
		status       int
	}{
		"an address":                          {"127.0.0.1:8765", "", http.StatusOK},
		"an IPv6 address":                     {"[::1]:8765", "", http.StatusOK},
		"an address without a port":           {"192.168.1.20", "", http.StatusOK},
		"localhost":                           {"LocalHost:8765", "", http.StatusOK},
		"the name of the tunnel":              {"probe.example", "", http.StatusOK},
		"a name that was rebound":             {"evil.example:8765", "", http.StatusForbidden},
		"a name that begins like an address":  {"127.0.0.1.evil.example", "", http.StatusForbidden},
		"a subdomain of the tunnel":           {"x.probe.example", "", http.StatusForbidden},
		"a port that is none":                 {"127.0.0.1:80;script-src", "", http.StatusForbidden},
		"no name":                             {"", "", http.StatusForbidden},
		"its own origin":                      {"127.0.0.1:8765", "http://127.0.0.1:8765", http.StatusOK},
		"its own origin behind the tunnel":    {"probe.example", "https://probe.example", http.StatusOK},
		"the wallet's origin":                 {"127.0.0.1:8765", "https://wallet.example", http.StatusOK},
		"another scheme than the wallet's":    {"127.0.0.1:8765", "http://wallet.example", http.StatusForbidden},
		"another port of this machine":        {"127.0.0.1:8765", "http://127.0.0.1:3000", http.StatusForbidden},
		"a stranger's origin":                 {"127.0.0.1:8765", "https://evil.example", http.StatusForbidden},
		"an origin that nobody may know":      {"127.0.0.1:8765", "null", http.StatusForbidden},
		"a rebound name that is its own page": {"evil.example:8765", "http://evil.example:8765", http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			for _, path := range []string{"", "next?instance=x", "probe.js"} {
				request := httptest.NewRequest(http.MethodGet, "http://placeholder"+d.Path()+path, nil)
				request.Host = c.host
				if c.origin != "" {
					request.Header.Set("Origin", c.origin)
				}
				answer := httptest.NewRecorder()
				s.ServeHTTP(answer, request)
				if answer.Code != c.status {
					t.Errorf("%q is answered with %d, want %d: %s", path, answer.Code, c.status, answer.Body)
				}
			}
		})
	}
}

func TestOnlyTheWalletsPageMayReadAcrossOrigins(t *testing.T) {
	s := NewServer(ServerOptions{Origins: []string{"https://wallet.example"}})
	d := s.Open(options())
	defer d.Close(context.Background())
	ask := func(method, origin string) *httptest.ResponseRecorder {
		request := httptest.NewRequest(method, "http://127.0.0.1"+d.Path()+"say", strings.NewReader(`{"say":"[]"}`))
		request.Header.Set("Origin", origin)
		answer := httptest.NewRecorder()
		s.ServeHTTP(answer, request)
		return answer
	}
	for _, method := range []string{http.MethodOptions, http.MethodPost} {
		if got := ask(method, "https://wallet.example").Header().Get("Access-Control-Allow-Origin"); got != "https://wallet.example" {
			t.Errorf("%s of the wallet's page allows the origin %q", method, got)
		}
		if got := ask(method, "http://127.0.0.1").Header().Get("Access-Control-Allow-Origin"); got != "" {
			t.Errorf("%s of the own page allows the origin %q, where none has to be", method, got)
		}
		if got := ask(method, "https://evil.example"); got.Code != http.StatusForbidden || got.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s of a stranger's page is answered with %d and %v", method, got.Code, got.Header())
		}
	}
}

func TestAWrongTokenOpensNothing(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	for _, wrong := range []string{
		strings.TrimSuffix(url, "/"+d.token+"/") + "/", strings.Replace(url, d.token, NewToken(), 1),
		strings.Replace(url, d.token, d.token[:len(d.token)-1], 1), strings.Replace(url, d.token, strings.ToUpper(d.token), 1),
	} {
		for _, name := range []string{"", "probe.js", "next?instance=x", "socket"} {
			answer, err := http.Get(wrong + name)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(answer.Body)
			answer.Body.Close()
			if answer.StatusCode != http.StatusNotFound || strings.Contains(string(text), d.token) {
				t.Errorf("%s is answered with %d: %s", name, answer.StatusCode, text)
			}
		}
		if conn, _, err := websocket.Dial(drivertest.Within(t), wrong+"socket", nil); err == nil {
			conn.CloseNow()
			t.Error("a socket opens with a wrong token")
		}
	}
}

func TestAPhoneSaysThatALinkIsOld(t *testing.T) {
	_, url := open(t, options(), newCutter(t))
	phone := newPhone(t)
	phone.open(strings.TrimSuffix(url, "/") + "x/")
	waitFor(t, "the phone to give up", func() bool { return phone.shown("status") == "Ended." })
	if detail := phone.shown("detail"); !strings.Contains(detail, "The link may be one of an earlier run") {
		t.Errorf("the phone shows %q", detail)
	}
}

func TestThePageIsServedUnderAStrictPolicy(t *testing.T) {
	_, url := open(t, options(), newCutter(t))
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	policy := answer.Header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %q: %s", part, policy)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy is not strict: %s", policy)
	}
	if answer.Header.Get("Referrer-Policy") != "no-referrer" || answer.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the token may leak: %v", answer.Header)
	}
}

func TestTokensAreChecked(t *testing.T) {
	for token, fine := range map[string]bool{
		NewToken(): true, strings.Repeat("a", minToken): true,
		"": false, strings.Repeat("a", minToken-1): false, strings.Repeat("a", minToken) + "/": false, strings.Repeat("é", minToken): false,
	} {
		if err := CheckToken(token); (err == nil) != fine {
			t.Errorf("%q: %v", token, err)
		}
	}
	if one, other := NewToken(), NewToken(); one == other {
		t.Error("tokens are not random")
	}
}

func TestListenIsLoopbackUnlessAskedOtherwise(t *testing.T) {
	l, err := Listen(LoopbackAddress, NewServer(ServerOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close(context.Background())
	if !strings.HasPrefix(l.URL(), "http://127.0.0.1:") || strings.HasSuffix(l.URL(), ":0") {
		t.Errorf("it listens at %s", l.URL())
	}
	if _, err := Listen(l.Addr(), NewServer(ServerOptions{})); err == nil || !strings.Contains(err.Error(), "a port that is free") {
		t.Errorf("a port that is taken: %v", err)
	}
}
