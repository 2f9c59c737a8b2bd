package socket

import (
	"net/http"
	"strings"
	"sync"
)

// ServerOptions say whom a server listens to.
type ServerOptions struct {
	// Hosts are names that the server is called by, beside addresses and localhost: that of a tunnel in front of it.
	Hosts []string
	// Origins are the origins of pages that may hold a probe, such as "https://wallet.example", beside the server's own
	// page. "*" is any.
	Origins []string
	// Tell is told in one line about requests that are turned away by their host or origin; nil is nobody.
	Tell func(string)
}

// Server is what devices connect to: an http.Handler that serves any number of drivers, each at its own token.
type Server struct {
	options ServerOptions

	mu      sync.Mutex
	drivers []*Driver
}

// NewServer returns a server without drivers.
func NewServer(options ServerOptions) *Server {
	if options.Tell == nil {
		options.Tell = func(string) {}
	}
	return &Server{options: options}
}

// Open adds a driver, which is there for a device to connect from now on.
func (s *Server) Open(options Options) *Driver {
	d := newDriver(options)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.drivers = append(s.drivers, d)
	return d
}

// find returns the driver of a token. It compares with every token, so that how long it takes tells nothing.
func (s *Server) find(token string) *Driver {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found *Driver
	for _, d := range s.drivers {
		if sameToken(d.token, token) {
			found = d
		}
	}
	return found
}

// ServeHTTP serves the page of the probe, its scripts, and the two ways to connect.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer") // the token is in the URL
	header.Set("X-Content-Type-Options", "nosniff")
	if reason := s.turnAway(r); reason != "" {
		s.options.Tell("Turned away: " + reason)
		http.Error(w, reason, http.StatusForbidden)
		return
	}
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	d := s.find(token)
	if d == nil {
		http.Error(w, "There is nothing here. The link may be one of an earlier run; every run has a new one.", http.StatusNotFound)
		return
	}
	if s.shareWith(r.Header.Get("Origin"), header) && r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	switch method := r.Method; {
	case name == "socket" && method == http.MethodGet:
		d.serveSocket(w, r)
	case name == "next" && method == http.MethodGet:
		d.serveNext(w, r)
	case name == "say" && method == http.MethodPost:
		d.serveSay(w, r)
	case method == http.MethodGet || method == http.MethodHead:
		d.serveFile(w, r, name)
	default:
		http.Error(w, "this cannot be asked here", http.StatusMethodNotAllowed)
	}
}
