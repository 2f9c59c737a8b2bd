package webdriver_test

import (
	"github.com/signspec/signspec/runner/drivers/drivertest"

	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// reloading serves a page that loads itself again whenever it is another, so that many wallets can be shown in one
// session: to start a browser for each takes longer than everything else.
type reloading struct {
	*httptest.Server

	mu       sync.Mutex
	page     http.Handler  // the page at "/", and whatever it asks for
	changed  chan struct{} // closed when there is another page
	listens  chan struct{} // gets something when a page is there that listens
	finished chan struct{} // closed with the test
}

func newReloading(t *testing.T) *reloading {
	t.Helper()
	r := &reloading{changed: make(chan struct{}), listens: make(chan struct{}, 1), finished: make(chan struct{})}
	r.Server = httptest.NewServer(http.HandlerFunc(r.serve))
	t.Cleanup(func() {
		close(r.finished)
		r.Server.Close()
	})
	return r
}

func (r *reloading) serve(w http.ResponseWriter, request *http.Request) {
	r.mu.Lock()
	page, changed := r.page, r.changed
	r.mu.Unlock()
	if request.URL.Path == "/changes" {
		w.Header().Set("Content-Type", "text/event-stream")
		w.WriteHeader(http.StatusOK)
		http.NewResponseController(w).Flush()
		select {
		case r.listens <- struct{}{}:
		default:
		}
		select {
		case <-changed:
			fmt.Fprint(w, "data: another\n\n")
		case <-request.Context().Done():
		case <-r.finished:
		}
		return
	}
	page.ServeHTTP(w, request)
	if request.URL.Path == "/" {
		fmt.Fprint(w, `<script>new EventSource("/changes").onmessage = () => location.reload()</script>`)
	}
}

// show changes the page, and waits until it is there where there was one before.
func (r *reloading) show(t *testing.T, page http.Handler) {
	t.Helper()
	r.mu.Lock()
	first := r.page == nil
	r.page = page
	changed := r.changed
	r.changed = make(chan struct{})
	r.mu.Unlock()
	if first {
		return
	}
	ctx := drivertest.Within(t)
	await := func() {
		select {
		case <-r.listens:
		case <-ctx.Done():
			t.Fatal("the page does not load itself again")
		}
	}
	await() // the page before
	close(changed)
	await()
	r.listens <- struct{}{} // for the next
}
