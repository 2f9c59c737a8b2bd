package merchantserver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
)

// Watch stands between a client and the server while a person makes one good attempt by hand, and keeps what was asked and
// answered.
type Watch struct {
	server   *Server
	listener net.Listener
	http     *http.Server
	attempt  *platform.Attempt
	seen     *platform.Recorder
	tell     func(line string)

	mu      sync.Mutex
	all     []passed
	start   int // the place of the call that gave the sign string; -1 where there was none
	result  int // that of the call that handed the code over
	signStr string
	path    string // where the answer to the start holds it
	code    string
	state   string
	changed chan struct{} // told after each call
}

// passed is one call that went through.
type passed struct {
	method, path string // with the query
	header       http.Header
	body         []byte
	said         answer
}

func (c passed) name() string { return c.method + " " + c.path }

// Watch listens for a client. tell gets lines for the person: what passes by, and what the wallet hands over.
func (s *Server) Watch(listen string, tell func(line string)) (*Watch, error) {
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, fmt.Errorf("the proxy cannot listen: %w", err)
	}
	w := &Watch{
		server: s, listener: listener, tell: tell, start: -1, result: -1, changed: make(chan struct{}, 1), seen: platform.NewRecorder(),
	}
	w.attempt = s.platform.Attempt(server.Attempt{}, 0, w.seen)
	s.platform.Starting(w.attempt)
	w.http = &http.Server{Handler: w}
	go w.http.Serve(listener)
	return w, nil
}

// URL is where the client is to go.
func (w *Watch) URL() string { return "http://" + w.listener.Addr().String() }

// Close ends the watching.
func (w *Watch) Close() error {
	w.server.platform.Rest(w.attempt)
	return w.http.Close()
}

// Reach waits until the server listens.
func (s *Server) Reach(ctx context.Context) error {
	return launch.Await(ctx, s.base, s.process, time.Duration(s.config.Server.Within))
}

// Setup says what a server has to know to call the staged platform, a line each.
func (s *Server) Setup() []string {
	return []string{
		"platform      " + s.platform.URL(), "client id     " + s.config.Platform.ClientID, "keys          in " + s.folder,
	}
}

// ServeHTTP passes a call on.
func (w *Watch) ServeHTTP(to http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, longestBody))
	c := passed{method: r.Method, path: r.URL.RequestURI(), header: r.Header.Clone(), body: body}
	c.said = w.forward(r.Context(), c)
	if c.said.err != nil {
		w.tell(fmt.Sprintf("%s: the server does not answer: %v", record.Visible(c.name()), c.said.err))
		http.Error(to, "the server does not answer", http.StatusBadGateway)
		return
	}
	w.note(c)
	for name, values := range c.said.header {
		to.Header()[name] = values
	}
	to.Header().Del("Content-Length")
	to.WriteHeader(c.said.status)
	to.Write(c.said.body)
}

func (w *Watch) forward(ctx context.Context, c passed) answer {
	request, err := http.NewRequestWithContext(ctx, c.method, w.server.base+c.path, bytes.NewReader(c.body))
	if err != nil {
		return answer{err: err}
	}
	request.Header = c.header.Clone()
	request.Header.Del("Accept-Encoding") // so that the answer can be read
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	said, err := io.ReadAll(io.LimitReader(response.Body, longestBody))
	return answer{status: response.StatusCode, header: response.Header, body: said, err: err}
}

// note finds out what a call was for.
func (w *Watch) note(c passed) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := len(w.all)
	w.all = append(w.all, c)
	what := []string{""}
	gave := false
	httpcall.EachLeaf(c.said.body, func(path string, leaf any) {
		if text, ok := leaf.(string); ok && !gave && w.server.platform.Gave(text) {
			w.start, w.result, w.path, w.signStr, gave = at, -1, path, text, true
		}
	})
	switch {
	case gave:
		w.server.platform.Started(w.attempt, w.signStr)
		w.server.platform.Starting(w.attempt) // a person may start again
		w.code = w.attempt.Code(w.server.portal)
		w.state, _ = w.attempt.State()
		what = []string{": the start. The wallet hands over, for the call that takes it:", "  authCode   " + w.code}
		if w.state != "" {
			what = append(what, "  authState  "+record.Visible(w.state))
		}
	case w.code != "" && w.result < 0 && c.carries(w.code):
		w.result = at
		what[0] = ": the result"
	}
	what[0] = fmt.Sprintf("%s is answered %d%s", record.Visible(c.name()), c.said.status, what[0])
	for _, line := range what {
		w.tell(line)
	}
	select {
	case w.changed <- struct{}{}:
	default:
	}
}

// carries says whether a text stands in a call, however it is encoded there.
func (c passed) carries(text string) bool {
	return strings.Contains(string(c.body), text) || strings.Contains(c.path, text) || strings.Contains(c.path, escape(text)) ||
		strings.Contains(string(c.body), escape(text))
}

// Attempt waits until the attempt has been made: its result was handed over, and nothing more has come for a while.
func (w *Watch) Attempt(ctx context.Context, after time.Duration) error {
	for {
		var over <-chan time.Time
		if w.done() {
			over = time.After(after)
		}
		select {
		case <-w.changed:
		case <-over:
			return nil
		case <-ctx.Done():
			return fmt.Errorf("the attempt was not finished: %s", w.missing())
		}
	}
}

func (w *Watch) done() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.result >= 0
}

// missing says what has not been seen yet.
func (w *Watch) missing() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case len(w.all) == 0:
		return "no call came to " + w.URL()
	case w.start < 0 && w.server.platform.Asked() == 0:
		return "the server never called the staged platform at " + w.server.platform.URL() +
			": does it know that address, and can it read its key?"
	case w.start < 0:
		return "no answer held the URL that the platform gave out as a value of its own"
	}
	return "no call handed the authCode over"
}
