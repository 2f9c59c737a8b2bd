package w3c

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// deleteTimeout is how long a session may take to end: a cloud collects the video of a device first.
const deleteTimeout = 30 * time.Second

// Session is a session on a server: a browser, or an app on a device. Its commands go one after another.
type Session struct {
	client *Client
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
// value discards what is answered.
func (s *Session) Do(ctx context.Context, method, path string, body, value any) error {
	return s.client.do(ctx, method, s.ID, path, body, value)
}

func (s *Session) get(ctx context.Context, path string, value any) error {
	return s.Do(ctx, http.MethodGet, path, nil, value)
}

func (s *Session) post(ctx context.Context, path string, body, value any) error {
	return s.Do(ctx, http.MethodPost, path, body, value)
}
