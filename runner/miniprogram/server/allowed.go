package server

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"

	"github.com/signspec/signspec/schemas/config"
)

// Hosts are those that a configuration may have requests sent to, beside this machine: a configuration may be a stranger's,
// and what can be reached from here may not be theirs to ask. Each is a name or an address, with a port or without.
type Hosts []string

// check returns a *config.Error where requests may not be sent to the host of a URL.
func (h Hosts) check(target *url.URL) error {
	if isLoopback(target.Hostname()) || h.named(target) {
		return nil
	}
	return config.Errorf("server: { proxy: ... } names the host %s, and requests are sent to this machine only (localhost, 127.0.0.1); "+
		"--allow-host %s allows it", target.Host, target.Hostname())
}

func (h Hosts) named(target *url.URL) bool {
	return slices.ContainsFunc(h, func(host string) bool {
		return strings.EqualFold(host, target.Hostname()) || strings.EqualFold(host, target.Host)
	})
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.Unmap().IsLoopback()
}

// client returns a client that goes to these hosts only, redirects included. What is not named goes to loopback whatever a
// name server says of "localhost", and past every proxy of the environment.
func (h Hosts) client(jar http.CookieJar) *http.Client {
	open := http.DefaultTransport.(*http.Transport).Clone()
	local := http.DefaultTransport.(*http.Transport).Clone()
	local.Proxy = nil
	local.DialContext = (&net.Dialer{Timeout: fetchTimeout, Control: onlyLoopback}).DialContext
	return &http.Client{
		Jar: jar,
		Transport: chosen(func(request *http.Request) http.RoundTripper {
			if h.named(request.URL) {
				return open
			}
			return local
		}),
		CheckRedirect: func(request *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return fmt.Errorf("it redirects more than %d times", maxRedirects)
			}
			if h.check(request.URL) != nil {
				return fmt.Errorf(
					"it redirects to %s, where requests are not sent to; --allow-host %s allows it",
					request.URL.Host,
					request.URL.Hostname(),
				)
			}
			return nil
		},
	}
}

// maxRedirects is how often a request is sent on, as browsers and net/http have it.
const maxRedirects = 10

// chosen is a transport that is chosen for each request.
type chosen func(*http.Request) http.RoundTripper

// RoundTrip sends the request.
func (c chosen) RoundTrip(request *http.Request) (*http.Response, error) {
	return c(request).RoundTrip(request)
}

func onlyLoopback(_, address string, _ syscall.RawConn) error {
	found, err := netip.ParseAddrPort(address)
	if err != nil || !found.Addr().Unmap().IsLoopback() {
		return fmt.Errorf("%s is not this machine", address)
	}
	return nil
}
