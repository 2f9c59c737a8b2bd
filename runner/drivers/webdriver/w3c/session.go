package w3c

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// deleteTimeout is how long a session may take to end: a cloud collects the video of a device first.
const deleteTimeout = 30 * time.Second

// finishTimeout is how long a command that was sent may still take when nobody waits for it any more.
const finishTimeout = 20 * time.Second

// Session is a session on a server: a browser, or an app on a device. Its commands go one after another, also where
// one is not waited for any more: carried out later, it would happen behind the back of the next.
type Session struct {
	client *Client
	turn   chan struct{} // holds something while a command is under way
	// ID is the session's. It is a secret: whoever has it controls the browser.
	ID string
	// Capabilities are what the server says of the session.
	Capabilities map[string]any
}

// Delete ends the session, also where the context has ended. It is no error that the server does not know the session
// any more. Deleting again does nothing.
func (s *Session) Delete(ctx context.Context) error {
	s.client.mu.Lock()
	_, open := s.client.open[s.ID]
	s.client.mu.Unlock()
	if !open {
		return nil
	}
	if err := s.client.end(ctx, s.ID); err != nil {
		return err // it stays listed, so that Close tries again
	}
	s.Forget()
	return nil
}

// Forget takes note that the server has ended the session by itself.
func (s *Session) Forget() {
	s.client.mu.Lock()
	defer s.client.mu.Unlock()
	delete(s.client.open, s.ID)
}

// end deletes a session on the server.
func (c *Client) end(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deleteTimeout)
	defer cancel()
	err := c.do(ctx, http.MethodDelete, id, "", nil, nil)
	if err != nil && !errors.Is(err, InvalidSessionID) {
		return fmt.Errorf("ending the session: %w", err)
	}
	return nil
}

// Do sends any command of the session: path stands below the session's own URL. A nil body is an empty object, a nil
// value discards what is answered. When the context ends Do returns, and the command has finishTimeout to end.
func (s *Session) Do(ctx context.Context, method, path string, body, value any) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	type answer struct {
		value json.RawMessage
		err   error
	}
	sent, giveUp := context.WithCancel(context.WithoutCancel(ctx))
	came := make(chan answer, 1)
	go func() {
		defer giveUp()
		var a answer
		a.err = s.client.do(sent, method, s.ID, path, body, &a.value)
		<-s.turn
		came <- a
	}()
	select {
	case a := <-came:
		if a.err != nil || value == nil {
			return a.err
		}
		if err := json.Unmarshal(a.value, value); err != nil {
			return &AnswerError{Command: method + " " + path, Status: "200 OK", Reason: err.Error()}
		}
		return nil
	case <-ctx.Done():
		time.AfterFunc(finishTimeout, giveUp)
		return ctx.Err()
	}
}

func (s *Session) get(ctx context.Context, path string, value any) error {
	return s.Do(ctx, http.MethodGet, path, nil, value)
}

func (s *Session) post(ctx context.Context, path string, body, value any) error {
	return s.Do(ctx, http.MethodPost, path, body, value)
}
