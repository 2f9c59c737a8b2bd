// Package devtools reaches a page or a worker of a browser that runs already, by its own DevTools socket and nothing
// else: the browser's own socket, which makes targets and contexts, is not there on an Android WebView behind
// "adb forward".
package devtools

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Target is a page, a frame of another process, or a worker, as a browser lists it.
type Target struct {
	ID    string `json:"id"`
	Type  string `json:"type"` // "page", "iframe", "worker", "service_worker", "shared_worker", "webview", ...
	Title string `json:"title"`
	URL   string `json:"url"`
	// Socket is where it is reached; empty while another client has it, on browsers that allow one.
	Socket string `json:"webSocketDebuggerUrl"`
}

// String names the target for a person: its type, its URL and its title.
func (t Target) String() string {
	text := t.Type + " " + t.URL
	if t.URL == "" {
		text = t.Type + " without a URL"
	}
	if t.Title != "" && t.Title != t.URL {
		text += fmt.Sprintf(" (%q)", t.Title)
	}
	return text
}

// Choice chooses targets. Fields that are empty do not matter.
type Choice struct {
	// Type is the type of the target, such as "page" or "worker".
	Type string `json:"type,omitempty"`
	// URL is the URL, whole.
	URL string `json:"url,omitempty"`
	// Pattern is a regular expression that is found somewhere in the URL or in the title.
	Pattern string `json:"pattern,omitempty"`
}

// Check returns what is wrong with a choice, or "".
func (c Choice) Check() string {
	if _, err := regexp.Compile(c.Pattern); err != nil {
		return fmt.Sprintf("pattern %q is no regular expression: %v", c.Pattern, err)
	}
	return ""
}

// Given says whether the choice chooses anything.
func (c Choice) Given() bool { return c != Choice{} }

// String says what is chosen.
func (c Choice) String() string {
	var parts []string
	for _, part := range []struct{ name, value string }{{"type", c.Type}, {"url", c.URL}, {"pattern", c.Pattern}} {
		if part.value != "" {
			parts = append(parts, part.name+" "+part.value)
		}
	}
	if len(parts) == 0 {
		return "any page"
	}
	return strings.Join(parts, ", ")
}

// Of returns the targets that are chosen, in their order. Without a type that is every page, be it in a tab or in a
// WebView; targets of the browser itself are chosen by their type only.
func (c Choice) Of(targets []Target) []Target {
	pattern, err := regexp.Compile(c.Pattern)
	if err != nil {
		return nil
	}
	var chosen []Target
	for _, t := range targets {
		ofType := t.Type == c.Type || c.Type == "" && (t.Type == "page" || t.Type == "webview" || c.Given() && t.Type != "browser_ui")
		if ofType && (c.URL == "" || t.URL == c.URL) && (pattern.MatchString(t.URL) || pattern.MatchString(t.Title)) {
			chosen = append(chosen, t)
		}
	}
	return chosen
}

// Address is where a browser's DevTools listen, and the one target there that the user named, if any.
type Address struct {
	Host   string // "127.0.0.1:9222"
	Socket string // "ws://127.0.0.1:9222/devtools/page/ID", where a target was named
}

// ParseAddress reads "9222", "localhost:9222", "http://localhost:9222" or the socket of one target.
func ParseAddress(text string) (Address, error) {
	full := text
	switch {
	case regexp.MustCompile(`^\d+$`).MatchString(text):
		full = "http://127.0.0.1:" + text
	case !strings.Contains(text, "://"):
		full = "http://" + text
	}
	u, err := url.Parse(full)
	if err != nil || u.Host == "" {
		return Address{}, fmt.Errorf("%q is no address of a browser's DevTools; write a port such as 9222, or host:port", text)
	}
	switch {
	case u.Scheme == "ws" && strings.HasPrefix(u.Path, "/devtools/browser"):
		return Address{}, fmt.Errorf("%q is the socket of a whole browser; give its host and port (%s), or the socket of a page", text, u.Host)
	case u.Scheme == "ws":
		return Address{Host: u.Host, Socket: full}, nil
	case u.Scheme != "http":
		return Address{}, fmt.Errorf("%q: DevTools are reached by http or ws, not by %s", text, u.Scheme)
	}
	return Address{Host: u.Host}, nil
}

// maxList bounds the list of targets, in bytes: a browser with a thousand tabs stays below.
const maxList = 8 << 20

// List asks for every target. The error says that nothing answers there, or something else than DevTools.
func (a Address) List(ctx context.Context) ([]Target, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+a.Host+"/json/list", nil)
	if err != nil {
		return nil, fmt.Errorf("asking for the pages at %s: %w", a.Host, err)
	}
	answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	if err != nil {
		return nil, fmt.Errorf("no browser's DevTools answer at %s (start it with --remote-debugging-port, or forward the socket of a "+
			"device: adb forward tcp:9222 localabstract:webview_devtools_remote_PID): %w", a.Host, err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxList))
	if err != nil {
		return nil, fmt.Errorf("reading the list of pages at %s: %w", a.Host, err)
	}
	var targets []Target
	if err := json.Unmarshal(body, &targets); err != nil {
		return nil, fmt.Errorf("what answers at %s is not a browser's DevTools (status %s)", a.Host, answer.Status)
	}
	for i := range targets {
		targets[i].Socket = a.reachable(targets[i].Socket)
	}
	return targets, nil
}

// reachable moves a socket to where the list came from: behind a forwarded port the browser does not know its address.
func (a Address) reachable(socket string) string {
	u, err := url.Parse(socket)
	if err != nil || socket == "" {
		return ""
	}
	u.Host = a.Host
	return u.String()
}
