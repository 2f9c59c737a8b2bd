package w3c

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	// CommandTimeout is how long one command may take: a click waits for the page that it leads to, and a page of a
	// device in a cloud loads slowly.
	CommandTimeout = 2 * time.Minute
	// SessionTimeout is how long a new session may take: a grid queues requests, and a device may have to boot.
	SessionTimeout = 10 * time.Minute
	// dialTimeout is how long a server may take to accept a connection.
	dialTimeout = 20 * time.Second
	// idleTimeout closes a connection that nothing was sent on: before the server does, which may cross the next
	// command. Servers on Node close them after 5 s.
	idleTimeout = 4 * time.Second
	// maxAnswer bounds an answer, in bytes: a scenario's ten records of 3 MiB, written as text inside JSON.
	maxAnswer = 128 << 20
)

// Options say how to reach a server.
type Options struct {
	// Header is sent with every request: the key of a device cloud, for example.
	Header http.Header
	// TLS is how to check a server behind https, and how to show oneself; nil trusts what the system trusts.
	TLS *tls.Config
}

// Client talks to one server and knows the sessions that it has there. It is safe for use by several goroutines.
type Client struct {
	base   url.URL // without user and password
	header http.Header
	http   *http.Client

	mu      sync.Mutex
	open    map[string]*Session
	asked   map[*request]bool // sessions that were asked for
	settled chan struct{}     // closed and made anew when one of them is not waited for any more
	closed  bool
}

// New returns a Client for the server at a URL, which may hold a path (/wd/hub) and "user:password@". The error says
// what is wrong with the URL; nothing is sent yet.
func New(server string, options Options) (*Client, error) {
	u, err := url.Parse(server)
	if err != nil {
		return nil, errors.New("the WebDriver server's URL does not parse; write it like http://127.0.0.1:4723") // err may hold a password
	}
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%q is no URL of a WebDriver server; write it like http://127.0.0.1:4723", u.Redacted())
	}
	c := &Client{base: *u, header: options.Header.Clone(), open: map[string]*Session{}, asked: map[*request]bool{},
		settled: make(chan struct{})}
	if c.header == nil {
		c.header = http.Header{}
	}
	if u.User != nil {
		password, _ := u.User.Password()
		r := &http.Request{Header: c.header}
		r.SetBasicAuth(u.User.Username(), password)
	}
	c.base.User = nil
	c.base.Path = strings.TrimRight(c.base.Path, "/")
	c.http = &http.Client{Transport: transport(options.TLS), CheckRedirect: refuseRedirect}
	return c, nil
}

func transport(t *tls.Config) *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = t
	transport.IdleConnTimeout = idleTimeout
	transport.DialContext = dialer().DialContext
	return transport
}

// refuseRedirect keeps a POST from becoming a GET, and keys from going to another host.
func refuseRedirect(to *http.Request, _ []*http.Request) error {
	return fmt.Errorf("the server sends us on to %s; give that address instead", to.URL.Redacted())
}

// Server is the server's URL, without user and password.
func (c *Client) Server() string { return c.base.String() }

// Status is what a server says of itself.
type Status struct {
	Ready   bool   `json:"ready"`
	Message string `json:"message"`
}

// Status asks whether the server can make sessions.
func (c *Client) Status(ctx context.Context) (Status, error) {
	var s Status
	err := c.do(ctx, http.MethodGet, "", "status", nil, &s)
	return s, err
}

// Close deletes every session that is still open, waits for those that were asked for until the context ends, and
// deletes them too. The error says which may be left. Afterwards no session can be asked for.
func (c *Client) Close(ctx context.Context) error {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	err := errors.Join(c.deleteAll(ctx), c.awaitAsked(ctx), c.deleteAll(ctx))
	c.http.CloseIdleConnections()
	return err
}

func (c *Client) deleteAll(ctx context.Context) error {
	c.mu.Lock()
	var sessions []*Session
	for _, s := range c.open {
		sessions = append(sessions, s)
	}
	c.mu.Unlock()
	failed := make([]error, len(sessions))
	var deleting sync.WaitGroup
	for i, s := range sessions {
		deleting.Go(func() { failed[i] = s.Delete(ctx) })
	}
	deleting.Wait()
	return errors.Join(failed...)
}

// awaitAsked waits until every session that was asked for is there or refused. A request that is not answered by the
// end of the context is given up.
func (c *Client) awaitAsked(ctx context.Context) error {
	for {
		c.mu.Lock()
		waiting, settled := len(c.asked), c.settled
		c.mu.Unlock()
		if waiting == 0 {
			return nil
		}
		select {
		case <-settled:
		case <-ctx.Done():
			return c.giveUp()
		}
	}
}

func (c *Client) giveUp() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var left []error
	for r := range c.asked {
		r.cancel()
		left = append(left, &AbandonedError{After: time.Since(r.since)})
	}
	return errors.Join(left...)
}
