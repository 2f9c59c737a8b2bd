package socket

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// anyOrigin in ServerOptions.Origins allows every origin.
const anyOrigin = "*"

// turnAway says why a request is not served; "" where it is.
//
// A page of a stranger can have its own name resolve to this machine, and its requests then carry that name; so the
// host must be an address, localhost or a name that was given. A page can also ask across origins; a browser then says
// which one asks. Requests of mini programs and scripts that a page loads name no origin.
func (s *Server) turnAway(r *http.Request) string {
	if !s.knowsHost(r.Host) {
		return fmt.Sprintf("this server is not called %q; if a tunnel calls it so, say --public-url", r.Host)
	}
	origin := r.Header.Get("Origin")
	if origin == "" || s.isOwn(origin, r.Host) || s.allows(origin) {
		return ""
	}
	return fmt.Sprintf("the origin %q may not hold a probe; if it is the wallet's, say --allow-origin %s", origin, origin)
}

func (s *Server) knowsHost(hostport string) bool {
	host := hostport
	if name, port, err := net.SplitHostPort(hostport); err == nil {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return false // it goes into the policy of the page
		}
		host = name
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	if host == "localhost" || net.ParseIP(host) != nil {
		return true
	}
	return slices.ContainsFunc(s.options.Hosts, func(known string) bool { return strings.EqualFold(known, host) })
}

// isOwn says whether an origin is that of this server's own page, as this request reached it.
func (s *Server) isOwn(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}

func (s *Server) allows(origin string) bool {
	return slices.ContainsFunc(s.options.Origins, func(allowed string) bool {
		return allowed == anyOrigin || strings.EqualFold(allowed, origin)
	})
}

// shareWith lets a page of an allowed origin read the answer, and says whether it may. What it asks for first, whether
// it may ask at all, is answered by the same.
func (s *Server) shareWith(origin string, header http.Header) bool {
	if origin == "" || !s.allows(origin) {
		return false
	}
	header.Set("Access-Control-Allow-Origin", origin)
	header.Set("Vary", "Origin")
	header.Set("Access-Control-Allow-Methods", "GET, POST")
	header.Set("Access-Control-Allow-Headers", "Content-Type")
	header.Set("Access-Control-Allow-Private-Network", "true") // a public page asks a machine of the user's own network
	return true
}
