package devtools

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for text, want := range map[string]Address{
		"9222":                                 {Host: "127.0.0.1:9222"},
		"localhost:9222":                       {Host: "localhost:9222"},
		"http://10.0.0.7:9222/json":            {Host: "10.0.0.7:9222"},
		"ws://localhost:9222/devtools/page/AB": {Host: "localhost:9222", Socket: "ws://localhost:9222/devtools/page/AB"},
	} {
		if got, err := ParseAddress(text); err != nil || got != want {
			t.Errorf("%s is %+v, %v; want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"ws://localhost:9222/devtools/browser/AB": "the socket of a whole browser; give its host and port (localhost:9222)",
		"https://localhost:9222":                  "reached by http or ws, not by https",
		"":                                        "is no address of a browser's DevTools",
		"http://":                                 "is no address of a browser's DevTools",
	} {
		if _, err := ParseAddress(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %q", text, err, want)
		}
	}
}

func TestChoice(t *testing.T) {
	targets := []Target{
		{ID: "ui", Type: "browser_ui", URL: "chrome://omnibox-popup.top-chrome/"},
		{ID: "home", Type: "page", URL: "https://wallet.example/home", Title: "Home"},
		{ID: "pay", Type: "webview", URL: "https://wallet.example/pay?id=1", Title: "Pay"},
		{ID: "frame", Type: "iframe", URL: "https://consent.example/"},
		{ID: "logic", Type: "worker"},
	}
	for name, c := range map[string]struct {
		choice Choice
		want   string
	}{
		"nothing is every page":     {Choice{}, "home pay"},
		"a type":                    {Choice{Type: "worker"}, "logic"},
		"a URL":                     {Choice{URL: "https://wallet.example/home"}, "home"},
		"a pattern in the URL":      {Choice{Pattern: `/pay\?`}, "pay"},
		"a pattern in the title":    {Choice{Pattern: "^Home$"}, "home"},
		"a pattern of another type": {Choice{Pattern: "consent"}, "frame"},
		"the browser's own":         {Choice{Type: "browser_ui"}, "ui"},
		"nothing that is there":     {Choice{Type: "page", Pattern: "consent"}, ""},
	} {
		var ids []string
		for _, target := range c.choice.Of(targets) {
			ids = append(ids, target.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s (%s) chooses %q, want %q", name, c.choice, got, c.want)
		}
	}
	if problem := (Choice{Pattern: "["}).Check(); !strings.Contains(problem, "no regular expression") {
		t.Errorf("a pattern that is none gives %q", problem)
	}
}

// TestListBehindAForwardedPort shows what a WebView lists: sockets at an address of its own, or none where they are in
// use.
func TestListBehindAForwardedPort(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/json/list" {
			w.Write([]byte(`[{"id":"1","type":"page","title":"Wallet","url":"https://wallet.example/","webSocketDebuggerUrl":"ws://device/devtools/page/1"},
				{"id":"2","type":"page","title":"","url":"about:blank"}]`))
		}
	}))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	targets, err := Address{Host: host}.List(t.Context())
	if err != nil || len(targets) != 2 {
		t.Fatalf("the list is %v, %v", targets, err)
	}
	if want := "ws://" + host + "/devtools/page/1"; targets[0].Socket != want || targets[1].Socket != "" {
		t.Errorf("the sockets are %q and %q, want %q and none", targets[0].Socket, targets[1].Socket, want)
	}
	if got := targets[0].String(); got != `page https://wallet.example/ ("Wallet")` {
		t.Errorf("it is named %s", got)
	}
}

func TestDialWhereNothingIs(t *testing.T) {
	server := httptest.NewServer(nil)
	server.Close()
	socket := strings.Replace(server.URL, "http", "ws", 1) + "/devtools/page/1"
	if _, err := Dial(t.Context(), socket); err == nil || !strings.Contains(err.Error(), "connecting to "+socket) {
		t.Errorf("it gives %v", err)
	}
}

// TestQueueKeepsEverythingInOrder has a slow reader, and an end that loses nothing.
func TestQueueKeepsEverythingInOrder(t *testing.T) {
	q := newQueue()
	go q.pump()
	for _, event := range []string{`1`, `2`, `3`} {
		q.push([]byte(event))
	}
	q.finish()
	var got string
	for event := range q.out {
		got += string(event)
	}
	if got != "123" {
		t.Errorf("it passed on %s", got)
	}
	stopped := newQueue()
	go stopped.pump()
	stopped.push([]byte(`1`))
	stopped.stop()
	stopped.stop()
	for range stopped.out {
		// at most the one event, and then the end
	}
}
