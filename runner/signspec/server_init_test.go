package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// scripted is a client that makes an attempt by the address that the command prints, as a person would.
type scripted struct {
	t       *testing.T
	process *running
	client  *http.Client
}

// printed waits for what the command prints, and returns the group of the pattern.
func (s scripted) printed(pattern string) string {
	s.t.Helper()
	for deadline := time.Now().Add(longestRun); ; time.Sleep(pause) {
		if m := regexp.MustCompile(pattern).FindStringSubmatch(s.process.stdout.String()); m != nil {
			return m[1]
		}
		select {
		case <-s.process.ended:
			s.t.Fatalf("the command ended: %s%s", s.process.stdout.String(), s.process.stderr.String())
		default:
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("the command does not print %q but %q", pattern, s.process.stdout.String())
		}
	}
}

func (s scripted) ask(method, path string, body any) map[string]any {
	s.t.Helper()
	base := s.printed(`Make one good attempt at (http://127\.0\.0\.1:\d+)`)
	text, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	request, err := http.NewRequest(method, base+path, bytes.NewReader(text))
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := s.client.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(answer.Body)
	var document map[string]any
	json.Unmarshal(said, &document)
	return document
}

// watched begins to watch the reference server.
func watched(t *testing.T, fault string, more ...string) scripted {
	t.Helper()
	reference, err := referenceServer()
	if err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	args := append([]string{"server", "init", "--listen", "127.0.0.1:0", "--after", "400ms", "--base", "http://127.0.0.1:{{port}}",
		"--start", filepath.Join(reference, "reference"), "--env", "TIMEOUT=3s", "--env", "FAULT=" + fault}, more...)
	return scripted{t, begin(t, t.TempDir(), args...), &http.Client{Jar: jar}}
}

// ticket is a value of the result that looks like a secret.
const ticket = "t1cketT1CKETt1cketT1CKETt1cket"

// attempt makes one good attempt; asks says whether it asks for the status.
func (s scripted) attempt(asks bool) finished {
	s.t.Helper()
	s.ask(http.MethodPost, "/api/agreement/start", map[string]any{"plan": "Gold", "shop": 4711})
	s.ask(http.MethodPost, "/api/agreement/result", map[string]any{
		"authCode": s.printed(`authCode   (\S+)`), "authState": s.printed(`authState  (\S+)`), "version": 3, "ticket": ticket,
	})
	if asks {
		s.ask(http.MethodGet, "/api/agreement", nil)
	}
	return s.process.end(s.t)
}

// TestServerInit watches an attempt with the reference server, and checks that by the file that was written.
func TestServerInit(t *testing.T) {
	for name, asks := range map[string]bool{"with a status": true, "without one": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := watched(t, "")
			e := s.attempt(asks)
			if e.status != run.ExitConformant {
				t.Fatalf("status %d: %s%s", e.status, e.stdout, e.stderr)
			}
			if want := "Look at $.json.ticket of the result before you commit the file"; !strings.Contains(e.stdout, want) {
				t.Errorf("it does not say %q: %s", want, e.stdout)
			}
			dir := s.process.cmd.Dir
			text, err := os.ReadFile(filepath.Join(dir, "signspec.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range []string{
				`request: "POST /api/agreement/start"`, `json: {"plan":"{{text}}","shop":4711}`, `signStr: "$.signStr"`,
				`json: {"authCode":"{{authCode}}","authState":"{{authState}}","ticket":"` + ticket + `","version":3}`,
				`bound: { status: 200, json: {"$.status":"bound"} }`, `pending: { status: 200, json: {"$.status":"pending"} }`,
			} {
				if !strings.Contains(string(text), line) {
					t.Errorf("it has no %s: %s", line, text)
				}
			}
			if got := strings.Contains(string(text), `request: "GET /api/agreement"`); got != asks {
				t.Errorf("a status is written: %t, want %t: %s", got, asks, text)
			}
			rules := "request-signed,status-decides,answer-signature-verified"
			if e := signspec(t, dir, "server", "--rules", rules); e.status != run.ExitConformant {
				t.Errorf("by the file that was written it ends with %d: %s%s", e.status, tail(e.stdout), e.stderr)
			}
			if entries, _ := filepath.Glob(filepath.Join(dir, ".signspec*")); len(entries) > 0 {
				t.Errorf("%q were left", entries)
			}
		})
	}
}

// TestServerInitWritesNothingThatCannotWork watches attempts from which no file can be made.
func TestServerInitWritesNothingThatCannotWork(t *testing.T) {
	const alike = "alike whether the attempt was bound or refused"
	for name, c := range map[string]struct {
		fault  string
		asks   bool
		status int
		says   string
	}{
		"refused attempts look bound":             {"status-decides", true, run.ExitInconclusive, alike},
		"a server that works in the background":   {"odd.background", false, run.ExitInconclusive, alike},
		"the same, whose status tells how it was": {"odd.background", true, run.ExitConformant, "Wrote signspec.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := watched(t, c.fault)
			e := s.attempt(c.asks)
			if e.status != c.status || !strings.Contains(e.stdout+e.stderr, c.says) {
				t.Errorf("status %d, want %d and %q: %s%s", e.status, c.status, c.says, e.stdout, e.stderr)
			}
			if _, err := os.Stat(filepath.Join(s.process.cmd.Dir, "signspec.yaml")); (err == nil) != (c.status == run.ExitConformant) {
				t.Errorf("the file is there: %v", err == nil)
			}
		})
	}
}

func TestServerInitTellsMistakes(t *testing.T) {
	taken := write(t, "signspec.yaml", "portal: antom\n")
	for _, c := range []struct {
		dir    string
		args   string
		status int
		says   string
	}{
		{"", "", run.ExitConfiguration, "signspec server init needs --base: the address of the server"},
		{taken, "--base http://127.0.0.1:1", run.ExitConfiguration, "is there already; --force overwrites it"},
		{"", "--base localhost:3000", run.ExitConfiguration, "not \"localhost:3000\""},
		{"", "--base http://127.0.0.1:{{port}}", run.ExitConfiguration, "go with --start"},
		{"", "--base http://127.0.0.1:{{prot}} --start true", run.ExitConfiguration, "nothing stands for {{prot}}"},
		{"", "--base http://127.0.0.1:1 --portal antm", run.ExitConfiguration, "did you mean antom?"},
		{"", "--base http://127.0.0.1:1 --platform 127.0.0.1:0", run.ExitHarness, "nothing listens at http://127.0.0.1:1"},
		{"", "--base http://127.0.0.1:{{port}} --start false", run.ExitHarness, "ended (exit status 1)"},
	} {
		dir := c.dir
		if dir == "" {
			dir = t.TempDir()
		}
		e := signspec(t, dir, slices.Concat([]string{"server", "init"}, strings.Fields(c.args))...)
		if e.status != c.status || !strings.Contains(e.stderr, c.says) {
			t.Errorf("%s: status %d, want %d and %q: %s", c.args, e.status, c.status, c.says, e.stderr)
		}
	}
}
