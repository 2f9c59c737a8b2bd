package page

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
)

// Call is a staged call of a scenario whose authorisation page a person has before them.
type Call struct {
	ID      string
	Outcome record.Outcome
	SignStr string  // what its page is opened with; empty where that is not known
	Later   []*Call // those that overlap with it and are made after it

	actions []ui.Action
	others  func() []string // the sign strings of the other calls that are pending
	done    chan struct{}   // closed once the actions are over
}

// Acted says whether something was to be done on the page of the call, and was.
func (c *Call) Acted() bool {
	select {
	case <-c.done:
		return len(c.actions) > 0
	default:
		return false
	}
}

// ErrIndistinct says that a button might be pressed for the wrong call.
var ErrIndistinct = errors.New("calls overlap, and no page was opened with the sign string of this one, so their pages cannot " +
	"be told apart")

// Choose orders documents as an element is looked for in them, given the URL of each: those that were opened with the
// call's own sign string and nothing else, where there are any; otherwise the newest, which is the last, first, without
// those of other calls. With own, none will do but the first kind; the error is ErrIndistinct then.
func Choose[T any](c *Call, documents []T, url func(T) string, own bool) ([]T, error) {
	others := c.others()
	var mine, rest []T
	for _, d := range documents {
		switch at := url(d); {
		case c.SignStr != "" && at == c.SignStr:
			mine = append(mine, d)
		case !slices.Contains(others, at):
			rest = append(rest, d)
		}
	}
	if len(mine) > 0 {
		return mine, nil
	}
	if own {
		return nil, ErrIndistinct
	}
	slices.Reverse(rest)
	return rest, nil
}

// pending are the calls that a person deals with at the moment. It is safe for use by several goroutines.
type pending struct {
	mu    sync.Mutex
	calls []*Call
}

func (p *pending) add(c *Call) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, earlier := range p.calls {
		earlier.Later = append(earlier.Later, c)
	}
	p.calls = append(p.calls, c)
	c.others = func() []string { return p.others(c) }
}

func (p *pending) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls = nil
}

func (p *pending) others(than *Call) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var others []string
	for _, c := range p.calls {
		if c != than && c.SignStr != "" {
			others = append(others, c.SignStr)
		}
	}
	return others
}

// missed says why what a call takes could not be done.
func missed(o record.Outcome, why error) error { return fmt.Errorf("for outcome %s, %w", o, why) }
