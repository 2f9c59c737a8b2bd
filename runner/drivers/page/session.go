package page

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/patience"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// Config says what a session performs with.
type Config struct {
	Entry         schemas.Entry
	Means         Means
	Name, Version string        // of the wallet, where the page does not say
	Clock         string        // "real" or "virtual"
	Settle, Quiet time.Duration // of the page's time
	Limit         time.Duration // of real time for a scenario; zero is what its waits allow
	ActionLimit   time.Duration // of one action; zero is ui.Patience
	Patience      *patience.Patience
	// FirstRun is the number of the first scenario: another one than a page that outlived its session knows of.
	FirstRun int64
	// OneScreen says that all authorisation pages are one screen, on which nothing says whose is whose.
	OneScreen bool
	// Reload says that a page on which an authorisation page was left open is to be loaded anew.
	Reload bool
}

// Session performs scenarios in a page that has my, one at a time. It satisfies wallet.Wallet, but for Close.
type Session struct {
	config Config
	driver Driver

	mu       sync.Mutex
	found    Found // what stands in the document
	instance int   // documents so far
	runs     int64 // the number of the latest scenario
	open     bool  // found is of the document that is there
	littered bool  // the scenario before left an authorisation page open that nobody could press a button on
	crashes  drivers.Crashes
	closed   bool
}

// NewSession returns a session; the driver is first asked when something is.
func NewSession(driver Driver, config Config) *Session {
	config.ActionLimit = cmp.Or(config.ActionLimit, ui.Patience)
	return &Session{driver: driver, config: config, runs: config.FirstRun}
}

// Describe opens the page and says what it is. The error is a *config.Error where what the user chose is wrong,
// such as a page without my.
func (s *Session) Describe(ctx context.Context) (wallet.Description, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.bringUp(ctx); err != nil {
		s.shut(ctx)
		return wallet.Description{}, fmt.Errorf("describing the wallet: %w", s.driver.Explain(err))
	}
	return s.found.Description(s.config.Clock, s.config.Name, s.config.Version, s.driver.Location()), nil
}

// bringUp brings the page up, if it is not, and asks what stands at the entry point.
func (s *Session) bringUp(ctx context.Context) error {
	if s.closed {
		return errors.New("the driver is closed")
	}
	if s.littered && s.config.Reload {
		s.shut(ctx) // what was left open would lie in the way
	}
	s.littered = false
	fresh, err := s.driver.Open(ctx)
	if err != nil {
		return err
	}
	if fresh {
		s.open = false
	}
	if s.open {
		return nil
	}
	s.instance++
	text, err := s.driver.Evaluate(ctx, describeScript, Text(s.config.Entry))
	if err == nil {
		s.found = Found{}
		err = json.Unmarshal([]byte(text), &s.found)
	}
	if err != nil {
		return fmt.Errorf("asking what stands at %s: %w", s.config.Entry, err)
	}
	s.open = true
	return nil
}

func (s *Session) shut(ctx context.Context) {
	s.driver.Shut(ctx)
	s.open = false
}

// Close ends the session, after which nothing can be asked any more. It waits for a scenario that is being performed.
// shut ends what the driver has open.
func (s *Session) Close(shut func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return shut()
}
