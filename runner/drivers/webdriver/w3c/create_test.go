package w3c_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
)

// gate holds the new sessions of a server back, before they are made or before that is told.
type gate struct {
	arrived chan struct{}
	opened  chan struct{}
}

func newGate() *gate { return &gate{arrived: make(chan struct{}, 100), opened: make(chan struct{})} }

func (g *gate) hold(c webdrivertest.Command) webdrivertest.Failure {
	if c.Name == "POST session" {
		g.arrived <- struct{}{}
		<-g.opened
	}
	return webdrivertest.None
}

func TestCapabilitiesArePassedOn(t *testing.T) {
	c := client(t, webdrivertest.New(t, webdrivertest.Options{}).Address(), w3c.Options{})
	s, err := c.NewSession(within(t), w3c.Capabilities{
		AlwaysMatch: map[string]any{"appium:app": "wallet.apk"},
		FirstMatch:  []map[string]any{{"platformName": "iOS"}, {"platformName": "Android", "appium:deviceName": "any"}},
	})
	if err != nil || s.Capabilities["appium:app"] != "wallet.apk" || s.Capabilities["appium:deviceName"] != "any" {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := c.NewSession(within(t), w3c.Capabilities{AlwaysMatch: map[string]any{"platformName": "iOS"}}); !errors.Is(err,
		w3c.SessionNotCreated) {
		t.Errorf("a phone that is not there gives %v", err)
	}
	if _, err := c.NewSession(within(t), w3c.Capabilities{AlwaysMatch: map[string]any{"app": "wallet.apk"}}); !errors.Is(err,
		w3c.InvalidArgument) {
		t.Errorf("a capability without a prefix gives %v", err)
	}
}

// An answer that is of no use may name a session that is there all the same.
func TestAnswersThatNameASession(t *testing.T) {
	for _, how := range []webdrivertest.Failure{webdrivertest.HalfAnswer, webdrivertest.Legacy, webdrivertest.Nameless} {
		t.Run(string(how), func(t *testing.T) {
			server := webdrivertest.New(t, webdrivertest.Options{After: func(c webdrivertest.Command) webdrivertest.Failure {
				if c.Name == "POST session" {
					return how
				}
				return webdrivertest.None
			}})
			_, err := client(t, server.Address(), w3c.Options{}).NewSession(within(t), w3c.Capabilities{})
			if err == nil || server.Created() != 1 || server.Open() != 0 {
				t.Errorf("%v: %d sessions were made, and %d are open", err, server.Created(), server.Open())
			}
		})
	}
}

func TestASessionThatNobodyWaitsForAnyMore(t *testing.T) {
	for name, options := range map[string]func(*gate) webdrivertest.Options{
		"not made yet":           func(g *gate) webdrivertest.Options { return webdrivertest.Options{Before: g.hold} },
		"made, and not told yet": func(g *gate) webdrivertest.Options { return webdrivertest.Options{After: g.hold} },
	} {
		t.Run(name, func(t *testing.T) {
			g := newGate()
			server := webdrivertest.New(t, options(g))
			c := client(t, server.Address(), w3c.Options{})
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-g.arrived
				cancel()
			}()
			if _, err := c.NewSession(ctx, w3c.Capabilities{}); !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v", err)
			}
			close(g.opened)
			if err := c.Close(within(t)); err != nil || server.Created() != 1 || server.Open() != 0 {
				t.Errorf("closing: %v; %d sessions were made, and %d are open", err, server.Created(), server.Open())
			}
		})
	}
}

// It does not wait for Close: a driver may live on for hours.
func TestASessionThatNobodyWaitsForEndsByItself(t *testing.T) {
	g := newGate()
	server := webdrivertest.New(t, webdrivertest.Options{After: g.hold})
	c := client(t, server.Address(), w3c.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-g.arrived
		cancel()
	}()
	if _, err := c.NewSession(ctx, w3c.Capabilities{}); !errors.Is(err, context.Canceled) || server.Open() != 1 {
		t.Errorf("the error is %v", err)
	}
	close(g.opened)
	for end := within(t); server.Open() > 0; time.Sleep(time.Millisecond) {
		if end.Err() != nil {
			t.Fatal("it is still open")
		}
	}
}

func TestASessionThatIsNeverThere(t *testing.T) {
	g := newGate()
	server := webdrivertest.New(t, webdrivertest.Options{Before: g.hold})
	c := client(t, server.Address(), w3c.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-g.arrived
		cancel()
	}()
	if _, err := c.NewSession(ctx, w3c.Capabilities{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	short, cancelShort := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancelShort()
	err := c.Close(short)
	var left *w3c.AbandonedError
	if !errors.As(err, &left) || !strings.Contains(err.Error(), "the server has not answered") {
		t.Errorf("closing gives %v", err)
	}
	close(g.opened)
	server.Close() // when it has carried out what was asked for, as a real server may
	server.EndAll()
}

func TestCloseEndsEverySession(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	c := client(t, server.Address(), w3c.Options{})
	var sessions []*w3c.Session
	for range 5 {
		s, err := c.NewSession(within(t), w3c.Capabilities{})
		if err != nil {
			t.Fatal(err)
		}
		sessions = append(sessions, s)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sessions[0].Delete(over); err != nil || server.Open() != 4 {
		t.Errorf("a session is not ended by a context that has: %v, %d are open", err, server.Open())
	}
	sessions[1].Forget()
	if err := sessions[1].Delete(t.Context()); err != nil || server.Open() != 4 {
		t.Errorf("a forgotten session is deleted: %v", err)
	}
	for range 2 {
		if err := c.Close(over); err != nil || server.Open() != 1 {
			t.Errorf("closing: %v, %d are open", err, server.Open())
		}
	}
	server.EndAll()
	if _, err := c.NewSession(t.Context(), w3c.Capabilities{}); err == nil {
		t.Error("a closed client makes sessions")
	}
}

func TestSessionsThatTheServerEnded(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	s := session(t, server)
	server.EndAll()
	if err := s.Execute(within(t), `return 1`, nil); !errors.Is(err, w3c.InvalidSessionID) {
		t.Errorf("the error is %v", err)
	}
	if err := s.Delete(within(t)); err != nil {
		t.Errorf("ending it: %v", err)
	}
}

// A session that could not be ended stays listed, and is tried again.
func TestEndingIsTriedAgain(t *testing.T) {
	tries := 0
	server := webdrivertest.New(t, webdrivertest.Options{Before: func(c webdrivertest.Command) webdrivertest.Failure {
		if c.Name == "DELETE" {
			tries++
			if tries == 1 {
				return webdrivertest.BadGateway
			}
		}
		return webdrivertest.None
	}})
	c := client(t, server.Address(), w3c.Options{})
	s, err := c.NewSession(within(t), w3c.Capabilities{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(within(t)); err == nil {
		t.Error("it is said to have ended")
	}
	if err := c.Close(within(t)); err != nil || server.Open() != 0 || tries != 2 {
		t.Errorf("closing: %v, after %d tries", err, tries)
	}
}
