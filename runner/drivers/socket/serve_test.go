package socket

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// testTime is when a test is taken to hang; the slowest takes some seconds on a busy machine.
const testTime = 60 * time.Second

// urlStager stages as testdata/wallet.js reads it: everything is in the sign string.
type urlStager struct {
	mu     sync.Mutex
	serial int
}

// Stage makes a sign string that says how it ends.
func (s *urlStager) Stage(_ context.Context, wish record.Stage) (stage.Staged, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serial++
	return stage.Staged{AuthState: wish.AuthState, SignStr: fmt.Sprintf("https://wallet.example/authorise?outcome=%s&n=%d&state=%s",
		wish.Outcome, s.serial, strings.ReplaceAll(url.QueryEscape(wish.AuthState), "+", "%20"))}, nil
}

// options are short in time: nothing here takes longer.
func options() Options {
	return Options{
		Entry:  schemas.Entry{Kind: "method", Name: "signContract"},
		Settle: 5 * time.Second, Quiet: 5 * time.Millisecond, Wait: testTime,
		Stager: &urlStager{},
	}
}

// serve serves a server at a listener and returns its base URL.
func serve(t testing.TB, s http.Handler, listener net.Listener) string {
	t.Helper()
	server := &http.Server{Handler: s}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return "http://" + listener.Addr().String()
}

// open opens a driver on a server of its own and returns the link for a device.
func open(t testing.TB, o Options, listener net.Listener) (*Driver, string) {
	t.Helper()
	s := NewServer(ServerOptions{})
	d := s.Open(o)
	closeQuickly(t, d)
	return d, serve(t, s, listener) + d.Path()
}

// openToPolls is open behind a proxy that lets no sockets through.
func openToPolls(t testing.TB, o Options, listener net.Listener) (*Driver, string) {
	t.Helper()
	s := NewServer(ServerOptions{})
	d := s.Open(o)
	closeQuickly(t, d)
	return d, serve(t, noSockets{s}, listener) + d.Path()
}

// closeQuickly closes a driver with the test. Most devices here do not answer, and no test is about that.
func closeQuickly(t testing.TB, d *Driver) {
	t.Cleanup(func() {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		d.Close(ctx)
	})
}

// noSockets is a proxy that knows nothing of WebSockets.
type noSockets struct{ http.Handler }

// ServeHTTP passes on whatever is no socket.
func (n noSockets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/socket") {
		http.Error(w, "upgrade what?", http.StatusBadGateway)
		return
	}
	n.Handler.ServeHTTP(w, r)
}

// wantOnce sees that nothing was authorised twice.
func wantOnce(t *testing.T, authorisations map[string]int, total int) {
	t.Helper()
	for signStr, n := range authorisations {
		if n != 1 {
			t.Errorf("%s was authorised %d times", signStr, n)
		}
	}
	if len(authorisations) != total {
		t.Errorf("%d authorisations, want %d", len(authorisations), total)
	}
}
