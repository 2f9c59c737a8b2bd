package socket

import (
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

const (
	// pollHold is how long a poll that has nothing to tell is held. Containers end a request after 30 s, and some
	// proxies do.
	pollHold = 20 * time.Second
	// pollGap is how long a probe that polls may be silent between two polls; then it counts as gone.
	pollGap = 10 * time.Second
	// bodyLimit bounds what a poll may send, in bytes. Messages travel as text inside JSON, which doubles at most.
	bodyLimit = 2*protocol.MaxLine + 1<<10
)

// againMessage tells a probe that polls that it has to say hello first.
const againMessage = "again"

// polled is the connection of a probe that polls: its requests, taken fleetreport.
type polled struct {
	instance string
	wire     *outbox

	mu     sync.Mutex
	busy   int         // requests being served
	gap    *time.Timer // runs while there are none
	cancel func()      // ends the poll that is held
}

// begin notes that a request is being served; the function ends it.
func (p *polled) begin() (end func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy++
	p.gap.Stop()
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.busy--; p.busy == 0 {
			p.gap.Reset(pollGap)
		}
	}
}

// hold ends the poll that is held, where there is one, and returns the context of the next.
func (p *polled) hold(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithTimeout(ctx, pollHold)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cancel != nil {
		p.cancel()
	}
	p.cancel = cancel
	return ctx, cancel
}

// serveSay takes the messages of a probe that polls and answers with what there is to say.
//
//	POST say?instance=I  {"say":"[message,...]"} -> {"messages":[...]}
//
// The messages are text inside the JSON because containers differ in what they make of nested data.
func (d *Driver) serveSay(w http.ResponseWriter, r *http.Request) {
	messages, err := readSay(w, r)
	var long *http.MaxBytesError
	p := d.poll(r.URL.Query().Get("instance"))
	switch {
	case errors.As(err, &long):
		if p != nil {
			d.link.end(tooLong())
		}
		http.Error(w, tooLong().Error(), http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		http.Error(w, "the body is not the messages of a probe", http.StatusBadRequest)
		return
	}
	if len(messages) > 0 {
		if h, err := asHello(messages[0]); err == nil {
			var refused *refusal
			if p, refused = d.startPolling(h); refused != nil {
				tellMessages(w, notification(refusedMessage, refused))
				return
			}
			messages = messages[1:]
		}
	}
	if p == nil {
		tellMessages(w, notification(againMessage, nothing{}))
		return
	}
	defer p.begin()()
	for _, text := range messages {
		if len(text) > protocol.MaxLine {
			d.link.end(tooLong())
		}
		d.link.deliver(text, p.wire)
	}
	tellMessages(w, p.wire.take()...)
}

// readSay reads the messages of a body: JSON, or a form where a container knows nothing else.
func readSay(w http.ResponseWriter, r *http.Request) ([]json.RawMessage, error) {
	r.Body = http.MaxBytesReader(w, r.Body, bodyLimit)
	var body struct {
		Say string `json:"say"`
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/x-www-form-urlencoded" {
		if err := r.ParseForm(); err != nil {
			return nil, err
		}
		body.Say = r.PostForm.Get("say")
	} else if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return nil, err
	}
	var messages []json.RawMessage
	return messages, json.Unmarshal([]byte(body.Say), &messages)
}

// startPolling makes a probe that polls the device, or says why not.
func (d *Driver) startPolling(h hello) (*polled, *refusal) {
	p := &polled{instance: h.Instance, wire: newOutbox()}
	p.gap = time.AfterFunc(pollGap, func() {
		d.link.lose(p.wire, false)
		p.wire.close()
	})
	if refused := d.link.hello(h, p.wire); refused != nil {
		p.gap.Stop()
		return nil, refused
	}
	d.pollMu.Lock()
	defer d.pollMu.Unlock()
	d.polled = p
	return p, nil
}

// poll returns the connection of a probe that polls; nil where it has none, or not any more.
func (d *Driver) poll(instance string) *polled {
	d.pollMu.Lock()
	defer d.pollMu.Unlock()
	p := d.polled
	if p == nil || p.instance != instance {
		return nil
	}
	select {
	case <-p.wire.closed:
		if p.wire.empty() {
			return nil
		}
	default:
	}
	return p
}

// serveNext answers a poll as soon as there is something to say, and with nothing after pollHold.
//
//	GET next?instance=I&last=N -> {"messages":[...]}
func (d *Driver) serveNext(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	p := d.poll(query.Get("instance"))
	if p == nil {
		tellMessages(w, notification(againMessage, nothing{}))
		return
	}
	defer p.begin()()
	ctx, cancel := p.hold(r.Context())
	defer cancel()
	d.link.missing(lastOf(query), p.wire)
	if p.wire.empty() {
		select {
		case <-p.wire.ready:
		case <-p.wire.closed:
		case <-ctx.Done():
		}
	}
	if r.Context().Err() != nil {
		return // nobody would hear it
	}
	tellMessages(w, p.wire.take()...)
}

func lastOf(query url.Values) int64 {
	last, err := strconv.ParseInt(query.Get("last"), 10, 64)
	if err != nil {
		return 0 // what was received is then sent again, and dropped by the probe
	}
	return last
}

// tellMessages answers with messages.
func tellMessages(w http.ResponseWriter, messages ...[]byte) {
	list := make([]json.RawMessage, len(messages))
	for i, text := range messages {
		list[i] = text
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"messages": list}) // fails only where the reader is gone
}
