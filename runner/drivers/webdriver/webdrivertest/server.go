// Package webdrivertest is a strict WebDriver server for tests. Behind each session is a simulated phone: an app whose
// WebView has my.signContract, and whose authorisation page is a screen of the app. It speaks Appium's contexts:
// scripts run in the WebView only, buttons are in NATIVE_APP only, and what is sent in the wrong one is refused and
// counted, as is everything that is not as the standard has it.
package webdrivertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas/record"
)

// Options say how the server and its phones are. The zero value is a server that keeps the standard, with phones whose
// wallet keeps the contract.
type Options struct {
	// Path stands before every command's: "/wd/hub".
	Path string
	// User and Password are asked for, where there is a user.
	User, Password string
	// TLS serves by https, with httptest's certificate.
	TLS bool
	// Page is JavaScript that runs in the page after the wallet, and may change it: wallet and my are its globals.
	Page string
	// LateWebView is the number of the first list of contexts that has the WebView; the app starts until then.
	LateWebView int
	// Before is called with each command before it is carried out, and After when it was; what they return is how the
	// server fails. Nil never does.
	Before, After func(Command) Failure
}

func (o Options) script() string { return walletScript + "\n" + o.Page }

// Command is a command that arrived.
type Command struct {
	Session string // empty where it has none
	Name    string // "POST execute/sync"
	Number  int64  // on this server, from 1
}

// Failure is a way for a server to fail.
type Failure string

// The ways to fail; those of a new session are told in the answer to it.
const (
	None       Failure = ""
	Drop       Failure = "drop"        // the connection is closed without an answer
	BadGateway Failure = "bad gateway" // a proxy answers, in HTML
	HalfAnswer Failure = "half"        // the answer breaks off
	Legacy     Failure = "legacy"      // the answer is of the protocol before W3C
	Nameless   Failure = "nameless"    // the answer has no capabilities
	Refuse     Failure = "refuse"      // the command fails with unknown error
	Crash      Failure = "crash"       // the page's process has ended
)

// Server is a server that runs.
type Server struct {
	*httptest.Server
	options Options

	commands, codes, created, staged atomic.Int64

	mu       sync.Mutex
	sessions map[string]*session
	signs    map[string]authorisation
	log      []string
	peak     int
}

// New starts a server that ends with the test. The test fails where a session is left open.
func New(t testing.TB, options Options) *Server {
	t.Helper()
	s := &Server{options: options, sessions: map[string]*session{}, signs: map[string]authorisation{}}
	if options.TLS {
		s.Server = httptest.NewTLSServer(http.HandlerFunc(s.serve))
	} else {
		s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	}
	t.Cleanup(func() {
		s.Server.Close()
		if n := s.Open(); n > 0 {
			t.Errorf("%d sessions were left open", n)
		}
	})
	return s
}

// Address is the server's URL, with the path and without credentials.
func (s *Server) Address() string { return s.Server.URL + s.options.Path }

// Open counts the sessions that are open.
func (s *Server) Open() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sessions)
}

// Created counts all sessions that there ever were, and Peak how many were open at once.
func (s *Server) Created() int { return int(s.created.Load()) }

// Peak is how many sessions were open at once.
func (s *Server) Peak() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.peak
}

// Refused lists the commands that were sent in the wrong context, or were not as the standard has them.
func (s *Server) Refused() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string{}, s.log...)
}

// Commands counts the commands so far.
func (s *Server) Commands() int { return int(s.commands.Load()) }

// EndAll ends every session, as a server does that has waited too long for a command.
func (s *Server) EndAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id := range s.sessions {
		delete(s.sessions, id)
	}
}

// Reload loads the page of every session again.
func (s *Server) Reload() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.sessions {
		if err := one.phone.load(); err != nil {
			return err
		}
	}
	return nil
}

// Offline says whether any phone is without a network.
func (s *Server) Offline() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.sessions {
		if one.phone.isOffline() {
			return true
		}
	}
	return false
}

// Stage prepares an authorisation, as a merchant's sandbox does: the account ends it in the outcome that is wished for,
// where a person cannot. It is a stage.Stager.
func (s *Server) Stage(_ context.Context, wish record.Stage) (stage.Staged, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	signStr := wish.SignStr
	if signStr == "" {
		signStr = fmt.Sprintf("https://wallet.example/authorize?authId=%d", s.staged.Add(1))
	}
	s.signs[signStr] = authorisation{state: wish.AuthState, outcome: wish.Outcome, known: true}
	return stage.Staged{SignStr: signStr}, nil
}

// authorisation finds what was staged for a sign string; it can be signed once.
func (s *Server) authorisation(signStr string) authorisation {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.signs[signStr]
	delete(s.signs, signStr)
	return a
}

// refuse notes a command that no server would carry out.
func (s *Server) refuse(command, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log = append(s.log, strings.TrimSpace(command+": "+why))
}
