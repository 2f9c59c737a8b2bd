package w3c

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Timeouts are those of the standard; what is nil stays as it is.
type Timeouts struct {
	Script, PageLoad, Implicit *time.Duration
}

// MarshalJSON writes them in milliseconds.
func (t Timeouts) MarshalJSON() ([]byte, error) {
	written := map[string]int64{}
	for name, d := range map[string]*time.Duration{"script": t.Script, "pageLoad": t.PageLoad, "implicit": t.Implicit} {
		if d != nil {
			written[name] = d.Milliseconds()
		}
	}
	return json.Marshal(written)
}

// SetTimeouts sets the session's timeouts.
func (s *Session) SetTimeouts(ctx context.Context, t Timeouts) error {
	return s.post(ctx, "timeouts", t, nil)
}

// Navigate loads a URL and waits until the page has loaded.
func (s *Session) Navigate(ctx context.Context, url string) error {
	return s.post(ctx, "url", map[string]string{"url": url}, nil)
}

// URL is where the top-level document is.
func (s *Session) URL(ctx context.Context) (string, error) {
	var url string
	return url, s.get(ctx, "url", &url)
}

// Title is that of the top-level document.
func (s *Session) Title(ctx context.Context) (string, error) {
	var title string
	return title, s.get(ctx, "title", &title)
}

// Back goes back in the history; in Appium's native context it is the device's own button.
func (s *Session) Back(ctx context.Context) error { return s.post(ctx, "back", nil, nil) }

// AcceptAlert presses OK on an alert, a question or a prompt.
func (s *Session) AcceptAlert(ctx context.Context) error {
	return s.post(ctx, "alert/accept", nil, nil)
}

// Window is the handle of the window or tab that commands go to.
func (s *Session) Window(ctx context.Context) (string, error) {
	var handle string
	return handle, s.get(ctx, "window", &handle)
}

// Windows lists the handles of all windows and tabs.
func (s *Session) Windows(ctx context.Context) ([]string, error) {
	var handles []string
	return handles, s.get(ctx, "window/handles", &handles)
}

// SwitchWindow makes commands go to a window.
func (s *Session) SwitchWindow(ctx context.Context, handle string) error {
	return s.post(ctx, "window", map[string]string{"handle": handle}, nil)
}

// SwitchFrame makes commands go to the document in a frame; nil is the top-level document.
func (s *Session) SwitchFrame(ctx context.Context, frame *Element) error {
	return s.post(ctx, "frame", map[string]any{"id": frame}, nil)
}

// Execute runs the body of a function in the page and decodes what it returns.
func (s *Session) Execute(ctx context.Context, script string, value any, args ...any) error {
	return s.execute(ctx, "execute/sync", script, value, args)
}

// ExecuteAsync runs the body of a function whose last argument is a callback, and decodes what that is called with. A
// callback that never comes ends in ScriptTimeout, after the session's script timeout.
func (s *Session) ExecuteAsync(ctx context.Context, script string, value any, args ...any) error {
	return s.execute(ctx, "execute/async", script, value, args)
}

func (s *Session) execute(ctx context.Context, path, script string, value any, args []any) error {
	if args == nil {
		args = []any{}
	}
	return s.post(ctx, path, map[string]any{"script": script, "args": args}, value)
}

// ChromiumNetwork takes the network away from the page, or gives it back, by Chromium's own protocol: the one way that
// chromedriver, its kin and Appium all pass on. vendor is the prefix of the driver's commands: "goog", or "ms" of Edge.
func (s *Session) ChromiumNetwork(ctx context.Context, vendor string, on bool) error {
	conditions := map[string]any{"offline": !on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1} // unlimited
	for _, c := range []map[string]any{
		{"cmd": "Network.enable", "params": map[string]any{}}, // without it a page goes on to call itself online
		{"cmd": "Network.emulateNetworkConditions", "params": conditions},
	} {
		if err := s.post(ctx, vendor+"/cdp/execute", c, nil); err != nil {
			return err
		}
	}
	return nil
}

// Contexts lists what the session can be in, as Appium has it: "NATIVE_APP", "WEBVIEW_com.acme.wallet", ...
func (s *Session) Contexts(ctx context.Context) ([]string, error) {
	var listed []json.RawMessage
	if err := s.get(ctx, "contexts", &listed); err != nil {
		return nil, err
	}
	var names []string
	for _, raw := range listed {
		var name string
		if err := json.Unmarshal(raw, &name); err != nil {
			var full struct { // with the capability appium:fullContextList
				ID string `json:"id"`
			}
			if err := json.Unmarshal(raw, &full); err != nil || full.ID == "" {
				return nil, fmt.Errorf("the server lists a context without a name: %s", raw)
			}
			name = full.ID
		}
		names = append(names, name)
	}
	return names, nil
}

// SwitchContext makes commands go to a context.
func (s *Session) SwitchContext(ctx context.Context, name string) error {
	return s.post(ctx, "context", map[string]string{"name": name}, nil)
}
