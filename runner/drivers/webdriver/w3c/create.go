package w3c

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// Capabilities say what kind of session is wanted, as the standard has them: any of FirstMatch, each together with
// AlwaysMatch.
type Capabilities struct {
	AlwaysMatch map[string]any   `json:"alwaysMatch,omitempty"`
	FirstMatch  []map[string]any `json:"firstMatch,omitempty"`
}

// request is a session that was asked for.
type request struct {
	since  time.Time
	cancel context.CancelFunc
}

// NewSession asks for a session. When the context ends first, NewSession returns at once, and the request goes on: a
// server that is asked and not listened to may well create what nobody then knows of. That session is deleted as soon
// as it is there; Close waits for it.
func (c *Client) NewSession(ctx context.Context, capabilities Capabilities) (*Session, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	asking, cancel := context.WithTimeout(context.WithoutCancel(ctx), SessionTimeout)
	r := &request{since: time.Now(), cancel: cancel}
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		cancel()
		return nil, errors.New("the client is closed")
	}
	c.asked[r] = true
	c.mu.Unlock()

	type created struct {
		session *Session
		err     error
	}
	came := make(chan created, 1)
	go func() {
		session, err := c.create(asking, capabilities)
		came <- created{session, err}
	}()
	select {
	case got := <-came:
		c.settle(r)
		return got.session, got.err
	case <-ctx.Done():
		go func() {
			if got := <-came; got.session != nil {
				_ = got.session.Delete(asking) // where it fails it stays listed, and Close tries again
			}
			c.settle(r)
		}()
		return nil, ctx.Err()
	}
}

// settle takes note that a session is not waited for any more.
func (c *Client) settle(r *request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	r.cancel()
	delete(c.asked, r)
	close(c.settled)
	c.settled = make(chan struct{})
}

// create asks for a session and lists it. An answer that is of no use may still name one, which is then deleted.
func (c *Client) create(ctx context.Context, capabilities Capabilities) (*Session, error) {
	r, err := c.send(ctx, http.MethodPost, "", "session", map[string]any{"capabilities": capabilities})
	var created struct {
		SessionID    string         `json:"sessionId"`
		Capabilities map[string]any `json:"capabilities"`
	}
	if err == nil {
		if json.Unmarshal(r.value, &created) == nil && created.SessionID != "" && created.Capabilities != nil {
			session := &Session{client: c, turn: make(chan struct{}, 1), ID: created.SessionID, Capabilities: created.Capabilities}
			c.mu.Lock()
			defer c.mu.Unlock()
			c.open[session.ID] = session
			return session, nil
		}
		err = &AnswerError{Command: "POST session", Status: r.status,
			Reason: "it has not the sessionId and the capabilities of a new session; a server from before the W3C protocol is not supported"}
	}
	if id := sessionNamedIn(r.body); id != "" {
		if e := c.end(ctx, id); e != nil {
			err = fmt.Errorf("%w (it named a session, which may be left: %w)", err, e)
		}
	}
	return nil, err
}

// sessionNamedIn finds the id of a session in an answer that broke off, or that is of the protocol before W3C.
func sessionNamedIn(body []byte) string {
	match := regexp.MustCompile(`"sessionId"\s*:\s*"([^"\\]+)"`).FindSubmatch(body)
	if match == nil {
		return ""
	}
	return string(match[1])
}
