package server_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/merchant"
)

func TestPatterns(t *testing.T) {
	for _, c := range []struct {
		route, request string
		matches        bool
	}{
		{"GET /a", "GET https://m.test/a", true},
		{"GET /a", "GET https://m.test/a/", true},
		{"GET /a", "GET https://m.test/a?b=1#c", true},
		{"GET /a", "GET /a", true},
		{"GET /a", "POST https://m.test/a", false},
		{"GET /a", "GET https://m.test/a/b", false},
		{"* /a", "DELETE https://m.test/a", true},
		{"GET /a/*", "GET https://m.test/a/b", true},
		{"GET /a/*", "GET https://m.test/a/b/c", false},
		{"GET /a/*", "GET https://m.test/a", false},
		{"GET /a/**", "GET https://m.test/a/b/c", true},
		{"GET /a/**", "GET https://m.test/a", true},
		{"GET /**/c", "GET https://m.test/a/b/c", true},
		{"GET /**/c", "GET https://m.test/a/b/d", false},
		{"GET /u*r-*", "GET https://m.test/user-7", true},
		{"GET /u*r-*", "GET https://m.test/use-7", false},
		{"GET /", "GET https://m.test", true},
		{"GET /ü", "GET https://m.test/%C3%BC", true},
	} {
		routes, err := server.NewRoutes("signspec.yaml", []schemas.Route{{Request: c.route, Reply: map[string]any{}}})
		if err != nil {
			t.Fatal(err)
		}
		session, _ := routes.Begin(server.Stage{})
		method, url, _ := strings.Cut(c.request, " ")
		if _, err := session.Answer(server.Request{Method: method, URL: url}); (err == nil) != c.matches {
			t.Errorf("%s for %s: %v", c.route, c.request, err)
		}
	}
}

// routes are a prepare with the sign string in several places, a result and a status.
func routes(t *testing.T) *server.Routes {
	t.Helper()
	r, err := server.NewRoutes("signspec.yaml", []schemas.Route{
		{Role: "prepare", Request: "POST /prepare", Reply: map[string]any{"data": map[string]any{"url": "{signStr}", "n": 1.0}, "list": []any{"{signStr}", "x"}, "state": "{authState}"}},
		{Role: "result", Request: "POST /result", Accept: map[string]any{"ok": true}, Reject: map[string]any{"ok": false}},
		{Role: "status", Request: "GET /status", Reply: "PENDING"},
		{Request: "GET /status", Reply: "never: the first route answers"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRoutesAnswerAsStaged(t *testing.T) {
	for name, c := range map[string]struct {
		stage         server.Stage
		request, want string
	}{
		"prepare":           {server.Stage{}, "POST /prepare", `prepare 200 {"data":{"n":1,"url":"S"},"list":["S","x"],"state":"A"}`},
		"with status 500":   {server.Stage{Prepare: merchant.Status500}, "POST /prepare", `prepare 500 Internal Server Error`},
		"without a body":    {server.Stage{Prepare: merchant.EmptyBody}, "POST /prepare", `prepare 200 `},
		"without the field": {server.Stage{Prepare: merchant.MissingField}, "POST /prepare", `prepare 200 {"data":{"n":1},"list":["x"],"state":"A"}`},
		"without an answer": {server.Stage{Prepare: merchant.NoAnswer}, "POST /prepare", `prepare none`},
		"without a network": {server.Stage{Prepare: merchant.NetworkError}, "POST /prepare", `prepare the network failed`},
		"accepting":         {server.Stage{Result: merchant.Accepts}, "POST /result", `result 200 {"ok":true}`},
		"rejecting":         {server.Stage{Result: merchant.Rejects}, "POST /result", `result 200 {"ok":false}`},
		"result unanswered": {server.Stage{Result: merchant.NoAnswer}, "POST /result", `result none`},
		"status":            {server.Stage{Prepare: merchant.NoAnswer}, "GET /status", `status 200 PENDING`},
		"status unanswered": {server.Stage{Status: merchant.NoAnswer}, "GET /status", `status none`},
	} {
		t.Run(name, func(t *testing.T) {
			c.stage.SignStr, c.stage.AuthState = "S", "A"
			session, err := routes(t).Begin(c.stage)
			if err != nil {
				t.Fatal(err)
			}
			method, url, _ := strings.Cut(c.request, " ")
			reply, err := session.Answer(server.Request{Method: method, URL: "https://m.test" + url})
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(reply); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func shown(r server.Reply) string {
	switch {
	case r.None:
		return r.Role + " none"
	case r.Error != "":
		return r.Role + " " + r.Error
	}
	return fmt.Sprintf("%s %d %s", r.Role, r.Status, r.Body)
}

func TestPrepareNeedsTheMark(t *testing.T) {
	_, err := server.NewRoutes("signspec.yaml", []schemas.Route{{Role: "prepare", Request: "POST /p", Reply: map[string]any{"url": "https://x"}}})
	var wrong *config.Error
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), `the reply of POST /p has the role prepare, so "{signStr}" belongs`) {
		t.Errorf("got %v", err)
	}
}

// proxied is a real server and the proxy to it; it echoes what it got.
func proxied(t *testing.T) (*server.Proxy, *[]string) {
	t.Helper()
	var seen []string
	real := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie("session")
		seen = append(seen, fmt.Sprintf("%s %s cookie=%t", r.Method, r.URL.RequestURI(), err == nil))
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "1"})
		switch r.URL.Path {
		case "/base/prepare":
			w.Write([]byte(`{"data":{"url":"https://wallet.test/real"},"n":1}`))
		case "/base/status":
			w.WriteHeader(404)
			w.Write([]byte(`{"state":"none"}`))
		default:
			w.Write([]byte(`{}`))
		}
	}))
	t.Cleanup(real.Close)
	fetcher, err := server.NewFetcher(real.URL+"/base", nil)
	if err != nil {
		t.Fatal(err)
	}
	return server.NewProxy(fetcher.Fetch), &seen
}

func ask(t *testing.T, s server.Session, method, url, body string) string {
	t.Helper()
	reply, err := s.Answer(server.Request{Method: method, URL: url, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return shown(reply)
}

func TestProxyLearnsTheRoles(t *testing.T) {
	proxy, seen := proxied(t)
	stage := server.Stage{AuthCode: "CODE", Prepare: merchant.Answers, Result: merchant.Accepts, Status: merchant.Answers}
	first, _ := proxy.Begin(stage)
	var got []string
	got = append(got, ask(t, first, "GET", "https://m.test/home?a=1", ""))
	got = append(got, ask(t, first, "POST", "https://m.test/prepare", ""))
	first.Signing("https://wallet.test/real")
	got = append(got, ask(t, first, "POST", "https://m.test/done", `{"code":"CODE"}`))
	got = append(got, ask(t, first, "GET", "https://m.test/status", ""))
	if !proxy.Knows() || first.SignStr() != "https://wallet.test/real" {
		t.Errorf("knows %t, sign string %q", proxy.Knows(), first.SignStr())
	}

	stage.Prepare, stage.Result, stage.Status = merchant.MissingField, merchant.NoAnswer, merchant.NoAnswer
	second, _ := proxy.Begin(stage)
	got = append(got, ask(t, second, "POST", "https://m.test/prepare", ""))
	second.Signing("")
	got = append(got, ask(t, second, "POST", "https://m.test/done?c=CODE", ""))
	got = append(got, ask(t, second, "GET", "https://m.test/status", ""))
	got = append(got, ask(t, second, "GET", "https://m.test/home", ""))

	want := []string{
		" 200 {}", ` 200 {"data":{"url":"https://wallet.test/real"},"n":1}`, "result 200 {}", `status 404 {"state":"none"}`,
		`prepare 200 {"data":{},"n":1}`, "result none", "status none", " 200 {}",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	wantSeen := []string{
		"GET /base/home?a=1 cookie=false", "POST /base/prepare cookie=true", "POST /base/done cookie=true", "GET /base/status cookie=true",
		"POST /base/prepare cookie=false", "GET /base/home cookie=true",
	}
	if strings.Join(*seen, "\n") != strings.Join(wantSeen, "\n") {
		t.Errorf("the server saw\n%s\nwant\n%s", strings.Join(*seen, "\n"), strings.Join(wantSeen, "\n"))
	}
}

func TestProxyToNobody(t *testing.T) {
	real := httptest.NewServer(http.NotFoundHandler())
	fetcher, err := server.NewFetcher(real.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	real.Close()
	session, _ := server.NewProxy(fetcher.Fetch).Begin(server.Stage{})
	if _, err := session.Answer(server.Request{Method: "GET", URL: "https://m.test/"}); err == nil || !strings.Contains(err.Error(), "the merchant's server does not answer") {
		t.Errorf("got %v", err)
	}
}

func module(t *testing.T, source string) (*server.Module, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "server.ts")
	if err := os.WriteFile(file, []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	bundle, err := engine.NewBundle(engine.Source{Path: file})
	if err != nil {
		t.Fatal(err)
	}
	return server.NewModule(bundle)
}

const example = `
	let count: number = 0
	export default async function (request: any, stage: any) {
		count++
		await new Promise((later) => setTimeout(later, 1000))
		switch (request.method + ' ' + request.path) {
			case 'POST /prepare': return { role: 'prepare', body: { url: stage.signStr, state: stage.authState } }
			case 'POST /result': return { role: 'result', body: { ok: stage.accept, code: request.body.code, q: request.query.q } }
			case 'GET /status': return { role: 'status', status: 202, headers: { 'x-count': String(count) }, body: 'text' }
			case 'GET /throws': throw new Error('broken')
		}
	}`

func TestModule(t *testing.T) {
	m, err := module(t, example)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		stage               server.Stage
		request, body, want string
	}{
		"prepare":   {server.Stage{}, "POST /prepare", "", `prepare 200 {"state":"A","url":"S"}`},
		"missing":   {server.Stage{Prepare: merchant.MissingField}, "POST /prepare", "", `prepare 200 {"state":"A"}`},
		"failing":   {server.Stage{Prepare: merchant.Status500}, "POST /prepare", "", `prepare 500 Internal Server Error`},
		"accepting": {server.Stage{Result: merchant.Accepts}, "POST /result?q=z", `{"code":"C"}`, `result 200 {"code":"C","ok":true,"q":"z"}`},
		"rejecting": {server.Stage{Result: merchant.Rejects}, "POST /result", `{"code":"C"}`, `result 200 {"code":"C","ok":false}`},
		"status":    {server.Stage{}, "GET /status", "", `status 202 text`},
	} {
		t.Run(name, func(t *testing.T) {
			c.stage.SignStr, c.stage.AuthState = "S", "A"
			session, err := m.Begin(c.stage)
			if err != nil {
				t.Fatal(err)
			}
			method, path, _ := strings.Cut(c.request, " ")
			if got := ask(t, session, method, "https://m.test"+path, c.body); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	session, _ := m.Begin(server.Stage{})
	for path, want := range map[string]string{
		"/throws": "server.ts rejected: Error: broken", "/other": "server.ts returns nothing for it",
	} {
		_, err := session.Answer(server.Request{Method: "GET", URL: "https://m.test" + path})
		var wrong *config.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
}

// TestModuleThatNamesNoRoles answers everything at one path, as GraphQL does: what is in a request or its reply tells its role.
func TestModuleThatNamesNoRoles(t *testing.T) {
	m, err := module(t, `export default ({ body }, stage) => ({
		body: { data: body.op === 'prepare' ? { url: stage.signStr } : body.op === 'bind' ? { ok: stage.accept } : { state: 'NONE' } },
	})`)
	if err != nil {
		t.Fatal(err)
	}
	stage := server.Stage{SignStr: "https://wallet.example/sign?id=1", AuthState: "a state of its own", AuthCode: "a-code-of-its-own"}
	for body, want := range map[string]string{
		`{"op":"prepare"}`: `prepare 500 Internal Server Error`,
		`{"op":"bind","c":"a-code-of-its-own","s":"a state of its own"}`: `result 200 {"data":{"ok":false}}`,
		`{"op":"look"}`: ` 200 {"data":{"state":"NONE"}}`,
	} {
		stage.Prepare, stage.Result = merchant.Status500, merchant.Rejects
		session, err := m.Begin(stage)
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(t, session, "POST", "https://m.test/graphql", body); got != want {
			t.Errorf("%s is answered %q, want %q", body, got, want)
		}
	}
}

func TestModulesThatAreNone(t *testing.T) {
	for source, want := range map[string]string{
		`export const nothing = 1`:                             "exports no function",
		`throw new Error('early')`:                             "threw: Error: early",
		`export default () => new Promise(() => {})`:           "never answers",
		`export default () => ({ body: 1, status: 'yes' })`:    "where {status, headers, body, role} belongs",
		`export default () => { throw new TypeError('sync') }`: "threw: TypeError: sync",
	} {
		m, err := module(t, source)
		var session server.Session
		if err == nil {
			session, err = m.Begin(server.Stage{})
		}
		if err == nil {
			_, err = session.Answer(server.Request{Method: "GET", URL: "https://m.test/"})
		}
		var wrong *config.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", source, err, want)
		}
	}
}

func TestReplyIsPlainJSON(t *testing.T) {
	data, err := json.Marshal(server.Reply{Status: 200, Body: "b", Role: "result"})
	if err != nil || string(data) != `{"status":200,"body":"b","role":"result"}` {
		t.Errorf("%s, %v", data, err)
	}
}

// TestWhatNoRouteAnswers says which lines the configuration lacks; what asks for something may ask how the signing ended.
func TestWhatNoRouteAnswers(t *testing.T) {
	prepare := schemas.Route{Role: schemas.PrepareRole, Request: "POST /prepare", Reply: map[string]any{"url": server.SignStrMark}}
	status := schemas.Route{Role: schemas.StatusRole, Request: "GET /status", Reply: map[string]any{}}
	for lines, c := range map[string]struct {
		routes []schemas.Route
		method string
	}{
		"\n\n  - role: status\n    means: pending\n    request: GET /state\n    reply: {}\n": {[]schemas.Route{prepare}, "GET"},
		"\n\n  - request: GET /state\n    reply: {}\n":                                       {[]schemas.Route{prepare, status}, "GET"},
		"\n\n  - request: POST /state\n    reply: {}\n":                                      {[]schemas.Route{prepare}, "POST"},
	} {
		routes, err := server.NewRoutes("signspec.yaml", c.routes)
		if err != nil {
			t.Fatal(err)
		}
		session, err := routes.Begin(server.Stage{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = session.Answer(server.Request{Method: c.method, URL: "https://m.test/state"})
		if err == nil || !strings.HasSuffix(err.Error(), lines) {
			t.Errorf("%s: %v\nwant the lines %s", c.method, err, lines)
		}
	}
}

// TestWhatGoesElsewhereIsAnswered shows when a request that no route answers stops the run: where it goes to the merchant's own
// server, and where something of the flow may depend on the reply.
func TestWhatGoesElsewhereIsAnswered(t *testing.T) {
	post := func(url, body string) server.Request { return server.Request{Method: "POST", URL: url, Body: body} }
	visit := post("https://visits.test/v1", `{"n":1}`)
	for name, c := range map[string]struct {
		before  []server.Request
		signing bool
		request server.Request
		stops   bool
	}{
		"before anything":           {nil, false, visit, true},
		"before the API was called": {[]server.Request{post("https://m.test/prepare", "")}, false, visit, true},
		"once it was called":        {[]server.Request{post("https://m.test/prepare", "")}, true, visit, false},
		"to the merchant's own":     {[]server.Request{post("https://m.test/prepare", "")}, true, post("https://m.test/v1", ""), true},
		"a question":                {[]server.Request{post("https://m.test/prepare", "")}, true, server.Request{Method: "GET", URL: "https://a.test/state"}, true},
		"with the code":             {[]server.Request{post("https://m.test/prepare", "")}, true, post("https://a.test/v1", `{"c":"C0DE"}`), true},
		"with the code, afterwards": {[]server.Request{post("https://m.test/result", "")}, true, post("https://a.test/v1", `{"c":"C0DE"}`), false},
	} {
		t.Run(name, func(t *testing.T) {
			session, err := routes(t).Begin(server.Stage{SignStr: "S", AuthCode: "C0DE"})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range c.before {
				if _, err := session.Answer(r); err != nil {
					t.Fatal(err)
				}
			}
			if c.signing {
				session.Signing("S")
			}
			reply, err := session.Answer(c.request)
			if (err != nil) != c.stops || !c.stops && (reply.Status != 200 || reply.Role != "") {
				t.Errorf("%+v, %v", reply, err)
			}
		})
	}
}
