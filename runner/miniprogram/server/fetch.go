package server

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// fetchTimeout is how long the merchant's own server may take: it runs beside the suite, on the same machine.
	fetchTimeout = 10 * time.Second
	// maxBody is how much of a reply is read; a sign string has some thousand bytes.
	maxBody = 4 << 20
)

// Fetcher sends requests to the merchant's own server. It may be used by several goroutines.
type Fetcher struct {
	// Within is how long an answer may take.
	Within time.Duration

	base  *url.URL
	hosts Hosts

	mu      sync.Mutex
	clients map[int]*http.Client
}

// NewFetcher makes a Fetcher for a server such as http://127.0.0.1:3000. One that is neither on this machine nor among the
// hosts is a *config.Error.
func NewFetcher(base string, hosts Hosts) (*Fetcher, error) {
	parsed, err := url.Parse(base)
	if err != nil || parsed.Host == "" {
		return nil, fmt.Errorf("the address %q of the server is not a URL", base)
	}
	if err := hosts.check(parsed); err != nil {
		return nil, err
	}
	return &Fetcher{Within: fetchTimeout, base: parsed, hosts: hosts, clients: map[int]*http.Client{}}, nil
}

// Fetch sends a request: its path and query, to the merchant's server whatever host its URL names.
func (f *Fetcher) Fetch(session int, request Request) (Reply, error) {
	ctx, cancel := context.WithTimeout(context.Background(), f.Within)
	defer cancel()
	target, err := f.target(request.URL)
	if err != nil {
		return Reply{}, err
	}
	sent, err := http.NewRequestWithContext(ctx, request.Method, target, strings.NewReader(request.Body))
	if err != nil {
		return Reply{}, fmt.Errorf("asking for %s %s: %w", request.Method, target, err)
	}
	for name, value := range request.Headers {
		sent.Header.Set(name, value)
	}
	response, err := f.Client(session).Do(sent)
	if err != nil {
		return Reply{}, fmt.Errorf("the merchant's server does not answer: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxBody))
	if err != nil {
		return Reply{}, fmt.Errorf("reading the answer to %s %s: %w", request.Method, target, err)
	}
	headers := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(response.Header)) {
		headers[strings.ToLower(name)] = strings.Join(response.Header[name], ", ")
	}
	return Reply{Status: response.StatusCode, Headers: headers, Body: string(body)}, nil
}

func (f *Fetcher) target(address string) (string, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("the program asks for %q, which is not a URL: %w", address, err)
	}
	target := *f.base
	target.Path, target.RawPath, target.RawQuery = joined(f.base.Path, parsed.Path), "", parsed.RawQuery
	return target.String(), nil
}

func joined(base, path string) string {
	return strings.TrimSuffix(base, "/") + "/" + strings.TrimPrefix(path, "/")
}

// Client returns the client of a scenario, with its cookies; that of an earlier one is not needed any more.
func (f *Fetcher) Client(session int) *http.Client {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.clients[session] == nil {
		jar, _ := cookiejar.New(nil) // fails only with options
		clear(f.clients)
		f.clients[session] = f.hosts.client(jar)
	}
	return f.clients[session]
}
