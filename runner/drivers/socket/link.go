package socket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// goneAfter is how long a device that was lost keeps its place from another one: a phone that changes its network is
// back in a few seconds.
const goneAfter = 30 * time.Second

// link is the way to one device. It outlives connections: whatever comes and goes, a request is handed to a device
// once and answered once.
type link struct {
	tell      func(string)
	staged    bool // outcomes are staged here, not by the probe
	goneAfter time.Duration

	// arrived is closed when the first device has come, over when the link has ended.
	arrived, over chan struct{}

	mu     sync.Mutex
	device hello // the latest; zero before the first
	wire   *outbox
	// instances counts the probes that were the device, each with a memory of its own.
	instances int
	lostAt    time.Time // when the last connection ended
	left      bool      // and whether that was on purpose
	ids       int64     // id of the latest request
	answered  int64     // id of the latest request that was answered
	request   *request  // the one that is not answered
	shown     []byte    // what the device is to show while it performs what is asked; nil leaves it to the device
	err       error     // why the link has ended
}

// request is a request on its way. The zero value of lost means that a probe without memory is asked anew.
type request struct {
	id     int64
	text   []byte
	handed bool // to a probe, which may have received it
	reply  func(message)
	// lost is the result where the probe that was asked has lost its memory.
	lost json.RawMessage
}

func newLink(tell func(string), staged bool) *link {
	return &link{tell: tell, staged: staged, goneAfter: goneAfter, arrived: make(chan struct{}), over: make(chan struct{})}
}

// ask sends a request, at once or when a device is there; reply gets its answer, once, unless the link ends.
func (l *link) ask(method string, params, lost json.RawMessage, reply func(message)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return
	}
	if l.request != nil {
		l.answered = l.request.id // nobody waits for it any more
	}
	l.ids++
	id := json.RawMessage(strconv.FormatInt(l.ids, 10))
	text, err := json.Marshal(message{JSONRPC: protocol.Version, ID: id, Method: method, Params: params})
	if err != nil {
		panic(err) // the params were marshalled before
	}
	l.request = &request{id: l.ids, text: text, reply: reply, lost: lost}
	if l.wire != nil {
		l.hand()
	}
}

// hand gives the request to the device, with what to show meanwhile right before it.
func (l *link) hand() {
	l.request.handed = true
	if l.shown != nil {
		l.wire.post(l.shown)
	}
	l.wire.post(l.request.text)
}

// show has the device show something from the next request on.
func (l *link) show(what display) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.shown = notification(displayMessage, what)
}

// call asks a request and waits for its result.
func (l *link) call(ctx context.Context, method string, params any) (json.RawMessage, error) {
	text, err := json.Marshal(params)
	if err != nil {
		return nil, err
	}
	answers := make(chan message, 1)
	l.ask(method, text, nil, func(m message) { answers <- m })
	select {
	case m := <-answers:
		if m.Error != nil {
			return nil, fmt.Errorf("the device answered %s with the error %s", method, protocol.Show(m.Error))
		}
		return m.Result, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-l.over:
		return nil, l.ended()
	}
}

// hello makes a probe the device, or says why not. The outbox is that of its connection.
func (l *link) hello(h hello, wire *outbox) *refusal {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r := l.refuse(h); r != nil {
		return r
	}
	back := h.Instance == l.device.Instance
	if l.wire != nil {
		l.wire.close()
	}
	l.device, l.wire, l.left = h, wire, false
	wire.post(notification(welcomeMessage, map[string]bool{"staged": l.staged}))
	if !back {
		l.instances++
		l.forgotten()
	}
	switch {
	case l.instances == 1 && !back:
		close(l.arrived)
		l.tell("Connected: " + l.name())
	case back:
		l.tell("The device is back.")
	default:
		l.tell("Connected anew, without a memory of what was before: " + l.name())
	}
	l.resume(h.Last)
	return nil
}

// refuse says why a probe cannot be the device.
func (l *link) refuse(h hello) *refusal {
	if l.err != nil {
		return &refusal{Reason: sentence(l.err), Final: true}
	}
	if l.instances == 0 || h.Instance == l.device.Instance {
		return nil
	}
	if l.wire != nil {
		return &refusal{Reason: "Another device is connected with this link; a link serves one device. Close the other one, or start " +
			"signspec listen once more for a link of its own."}
	}
	gone := time.Since(l.lostAt)
	if h.Device != l.device.Device && !l.left && gone < l.goneAfter {
		return &refusal{Reason: fmt.Sprintf("Another device lost its connection a moment ago and may come back. Its place is free in %s.",
			(l.goneAfter - gone).Round(time.Second))}
	}
	return nil
}

// forgotten answers a request that died with the memory of the probe that had it.
func (l *link) forgotten() {
	r := l.request
	if r == nil || !r.handed || r.lost == nil {
		return
	}
	l.request, l.answered = nil, r.id
	r.reply(message{Result: r.lost})
}

// resume hands over the request that a probe has not received, which it says by the id of the latest that it has.
func (l *link) resume(last int64) {
	if l.request != nil && l.request.id > last {
		l.hand()
	}
}

// missing does what resume does for a probe that polls, where an answer to its poll may have been lost.
func (l *link) missing(last int64, wire *outbox) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wire == wire && wire.empty() {
		l.resume(last)
	}
}

// deliver takes a message of a connection. One that is no longer the device's is not heard; what it said comes again.
func (l *link) deliver(text []byte, wire *outbox) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wire != wire || l.err != nil {
		return
	}
	m, err := parse(text)
	if err != nil {
		l.endLocked(err)
		return
	}
	if m.Method == aliveMessage {
		return
	}
	id, err := strconv.ParseInt(string(m.ID), 10, 64)
	switch {
	case err != nil || m.Method != "":
		l.endLocked(fmt.Errorf("the device sent a message that is no answer: %s", protocol.Show(text)))
		return
	case l.request != nil && id == l.request.id:
		r := l.request
		l.request, l.answered = nil, id
		r.reply(m)
	case id > l.answered || id <= 0:
		l.endLocked(fmt.Errorf("the device answered request %d, which was not asked: %s", id, protocol.Show(text)))
		return
	}
	wire.post(notification(ackMessage, map[string]int64{"id": id}))
}

// lose notes that a connection has ended; left says that it was closed on purpose, as a page does that is closed.
func (l *link) lose(wire *outbox, left bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.wire != wire {
		return
	}
	l.wire, l.lostAt, l.left = nil, time.Now(), left
	if l.err == nil {
		l.tell("The device is gone; waiting for it to come back.")
	}
}

// end ends the link: nothing more is asked, and whoever connects is told why.
func (l *link) end(why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.endLocked(why)
}

func (l *link) endLocked(why error) {
	if l.err != nil {
		return
	}
	l.err = why
	close(l.over)
	if l.wire != nil {
		l.wire.post(notification(refusedMessage, refusal{Reason: sentence(why), Final: true}))
		l.wire.close()
	}
}

// ended says why the link has ended; nil while it has not.
func (l *link) ended() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// state tells who the device is and whether it is there.
type state struct {
	hello
	instances int
	there     bool
	gone      time.Duration // for how long it has not been there
}

func (l *link) state() state {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := state{hello: l.device, instances: l.instances, there: l.wire != nil}
	if !s.there && s.instances > 0 {
		s.gone = time.Since(l.lostAt)
	}
	return s
}

// name is what to call the device.
func (l *link) name() string {
	if l.device.About == "" {
		return "a device that says nothing of itself"
	}
	return l.device.About
}

// errFinished is the end of a link that has done its work.
var errFinished = errors.New("the check has ended; this page can be closed")
