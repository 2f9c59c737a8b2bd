package platform

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server"
)

// Options say what is staged, and where.
type Options struct {
	Portal *schemas.Portal
	Keys   Keys
	// ClientID is that of the merchant.
	ClientID string
	// Address is where to listen, such as "127.0.0.1:0".
	Address string
	// Certificates make it speak HTTPS; nil is plain HTTP.
	Certificates *Certificates
	// Patience is how long an acknowledgement may take where that is longer than a platform waits: a machine that is busy is no fault
	// of the server's.
	Patience time.Duration
	// Seen, where given, is told of every request and its answer, for a person who watches.
	Seen func(Request)
}

// Request is what a person is shown of a request.
type Request struct {
	Method, Path, Verdict string
	Body, Answer          []byte
	Status                int
}

// Platform is a staged open platform that listens.
type Platform struct {
	Options
	listener  net.Listener
	server    *http.Server
	elsewhere *http.Server // where redirects lead to
	away      net.Listener
	stopped   chan struct{}

	mu          sync.Mutex
	attempts    []*Attempt
	starting    []*Attempt
	urls        map[string]*consultation
	early       map[*consultation]*Recorder // consulted before anybody had started, and what was seen of it
	requests    float64
	certificate server.Certificate
	connections map[net.Conn]http.ConnState
	signed      map[string]signing // what was signed last, by the name of its time: of answers and of notifications
}

// Listen starts a platform.
func Listen(o Options) (*Platform, error) {
	p := &Platform{
		Options: o, urls: map[string]*consultation{}, early: map[*consultation]*Recorder{}, stopped: make(chan struct{}),
		connections: map[net.Conn]http.ConnState{}, signed: map[string]signing{},
	}
	var err error
	if p.listener, err = net.Listen("tcp", o.Address); err != nil {
		return nil, fmt.Errorf("the staged platform cannot listen: %w", err)
	}
	if p.away, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		p.listener.Close()
		return nil, fmt.Errorf("the staged platform cannot listen: %w", err)
	}
	quiet := log.New(io.Discard, "", 0)
	p.server = &http.Server{Handler: http.HandlerFunc(p.serve), ErrorLog: quiet, ConnState: p.connState}
	p.elsewhere = &http.Server{Handler: http.HandlerFunc(p.stray), ErrorLog: quiet}
	listener := p.listener
	if o.Certificates != nil {
		// Without tickets every connection shows the certificate again.
		listener = tls.NewListener(p.listener, &tls.Config{
			NextProtos: []string{"http/1.1"}, SessionTicketsDisabled: true,
			GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
				p.mu.Lock()
				defer p.mu.Unlock()
				shown := o.Certificates.by[p.certificate]
				return &shown, nil
			},
		})
	}
	go p.server.Serve(listener)
	go p.elsewhere.Serve(p.away)
	return p, nil
}

// URL is the address of the platform, without a path.
func (p *Platform) URL() string {
	scheme := "http"
	if p.Certificates != nil {
		scheme = "https"
	}
	return scheme + "://" + p.listener.Addr().String()
}

// closing is how long requests that are being answered may take when the platform ends.
const closing = 200 * time.Millisecond

// Close ends the platform.
func (p *Platform) Close() {
	close(p.stopped)
	ctx, cancel := context.WithTimeout(context.Background(), closing)
	defer cancel()
	for _, s := range []*http.Server{p.server, p.elsewhere} {
		if errors.Is(s.Shutdown(ctx), context.DeadlineExceeded) {
			s.Close()
		}
	}
}

func (p *Platform) connState(c net.Conn, state http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(p.connections, c)
		return
	}
	p.connections[c] = state
}

// Show changes the certificate and closes every kept connection, so that the next request must look at it.
func (p *Platform) Show(certificate server.Certificate) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.certificate = certificate
	for c := range p.connections {
		c.Close()
	}
}

// Attempt makes an attempt known to the platform. What is seen of it goes to the recorder.
func (p *Platform) Attempt(staged server.Attempt, number int, to *Recorder) *Attempt {
	a := newAttempt(to)
	a.Staged, a.Number, a.lasting = staged, number, p.Patience/lastingPart
	p.mu.Lock()
	p.attempts = append(p.attempts, a)
	p.mu.Unlock()
	return a
}

// lastingPart is the part of the patience that an answer lasts which is given again: a server may ask ever more seldom.
const lastingPart = 4

// Follow says that the attempt's held answers wait for an exchange of the next.
func (a *Attempt) Follow(next *Attempt) { a.next = next }

// Starting says that a first call that comes now is of this attempt, until Started.
func (p *Platform) Starting(a *Attempt) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.starting = append(p.starting, a)
}

// Started says that the client has got this URL for the attempt. It returns what is known of it; ok is false where the
// platform never gave it out.
func (p *Platform) Started(a *Attempt, url string) (h Handed, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, s := range p.starting {
		if s == a {
			p.starting = append(p.starting[:i:i], p.starting[i+1:]...)
			break
		}
	}
	c, ok := p.urls[url]
	if !ok {
		return h, false
	}
	h = Handed{ID: c.id, Staged: c.staged, Again: c.told}
	c.told = true
	a.mu.Lock()
	a.consult = c
	a.mu.Unlock()
	if seen, early := p.early[c]; early {
		for _, e := range seen.Close() {
			fields := map[string]value{}
			for _, name := range e.Arg().Keys() {
				fields[name], _ = e.Arg().Field(name)
			}
			fields["attempt"] = number(a.Number)
			a.to.Saw(e.Type, fields)
		}
		delete(p.early, c)
		c.to = a.to
	} else {
		a.to.relabel(c.id, a.Number)
	}
	return h, true
}

// Gave says whether the platform has given out a URL.
func (p *Platform) Gave(url string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.urls[url] != nil
}

// Rest says that attempts are over: what nobody can be found for is not theirs any more. Their secrets stay known.
func (p *Platform) Rest(of ...*Attempt) {
	for _, a := range of {
		a.mu.Lock()
		a.over = true
		a.mu.Unlock()
	}
}

// Soothe answers every attempt so far as documented from now on: a server that ended by what was staged, and goes on where it was
// when it is started again, is not to meet the same.
func (p *Platform) Soothe() {
	for _, a := range p.Attempts() {
		a.mu.Lock()
		a.Staged.Consult, a.Staged.Apply, a.Staged.Cancel = nil, nil, nil
		a.mu.Unlock()
	}
}

// Attempts lists every attempt of the run so far.
func (p *Platform) Attempts() []*Attempt {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]*Attempt{}, p.attempts...)
}

// Likeness says what a string is that a client got instead of a URL of the platform: "changed" with the URL that it was
// made of, or "stranger".
func (p *Platform) Likeness(text string) (what, of string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for u := range p.urls {
		_, id, _ := strings.Cut(u, "authId=")
		if len(id) >= idLength && strings.Contains(text, id[:idLength]) {
			return "changed", u
		}
	}
	return "stranger", ""
}

// idLength is how many random characters the authId of a URL has.
const idLength = 24

// Asked is how many requests have come so far.
func (p *Platform) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return int(p.requests)
}
