package devtools

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"
)

// ErrGone is the error of every command once the target or the connection to it is gone.
var ErrGone = errors.New("the connection to the page is gone: it was closed, the browser ended, or the device was unplugged")

// Session is a connection to one target. It is a cdp.Session, safe for use by several goroutines.
type Session struct {
	conn *remote.Conn
	gone chan struct{} // closed when nothing can be asked or heard any more

	mu      sync.Mutex
	last    int64
	waiting map[int64]chan *cdproto.Message
	heard   map[string][]*queue
	closed  bool
}

var _ cdp.Session = (*Session)(nil)

// Dial connects to the socket of a target.
func Dial(ctx context.Context, socket string) (*Session, error) {
	conn, err := remote.DialContext(ctx, socket)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", socket, err)
	}
	s := &Session{
		conn: conn, gone: make(chan struct{}),
		waiting: map[int64]chan *cdproto.Message{}, heard: map[string][]*queue{},
	}
	go s.read()
	return s, nil
}

// Wake makes the workers of a page answer at their own sockets, for as long as the session lasts. Before it the browser
// lists them without a URL, and they stay silent.
func (s *Session) Wake(ctx context.Context) error {
	return s.Call(ctx, "Target.setAutoAttach", map[string]bool{"autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true}, nil)
}

// Gone is closed when the target or the connection to it is gone.
func (s *Session) Gone() <-chan struct{} { return s.gone }

// Close ends the connection and leaves the target as it is.
func (s *Session) Close() {
	s.conn.Close() // ends read
	<-s.gone
}

func (s *Session) read() {
	defer s.end()
	for {
		message := new(cdproto.Message)
		if s.conn.Read(context.Background(), message) != nil {
			return
		}
		s.take(message)
	}
}

// take hands a message to whoever waits for it. Those of a worker that comes along with its page (Wake) are nobody's.
func (s *Session) take(message *cdproto.Message) {
	if message.SessionID != "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if message.ID != 0 {
		if answer, ok := s.waiting[message.ID]; ok {
			delete(s.waiting, message.ID)
			answer <- message
		}
		return
	}
	for _, q := range s.heard[string(message.Method)] {
		q.push(message.Params)
	}
}

func (s *Session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	close(s.gone)
	for _, queues := range s.heard {
		for _, q := range queues {
			q.finish()
		}
	}
}

// Call sends a command and decodes its result. Errors: the target's, as a *cdproto.Error; ErrGone; the context's.
func (s *Session) Call(ctx context.Context, method string, params, result any) error {
	body, err := jsonv2.Marshal(params, chromedp.DefaultMarshalOptions)
	if err != nil {
		return fmt.Errorf("writing %s: %w", method, err)
	}
	if params == nil {
		body = nil
	}
	answer := make(chan *cdproto.Message, 1)
	s.mu.Lock()
	s.last++
	id := s.last
	s.waiting[id] = answer
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.waiting, id)
		s.mu.Unlock()
	}()
	if err := s.conn.Write(ctx, &cdproto.Message{ID: id, Method: cdproto.MethodType(method), Params: body}); err != nil {
		return fmt.Errorf("%s: %w", method, ErrGone)
	}
	select {
	case message := <-answer:
		return decode(message, result)
	case <-s.gone:
		select {
		case message := <-answer: // it came just before the end
			return decode(message, result)
		default:
			return fmt.Errorf("%s: %w", method, ErrGone)
		}
	case <-ctx.Done():
		return ctx.Err()
	}
}

func decode(message *cdproto.Message, result any) error {
	if message.Error != nil {
		return message.Error
	}
	if result == nil {
		return nil
	}
	return jsonv2.Unmarshal(message.Result, result, chromedp.DefaultUnmarshalOptions)
}

// Subscribe returns the params of every event of the method from now on. The channel is closed by the returned
// function, and when the session ends.
func (s *Session) Subscribe(method string) (<-chan jsonv2.Value, func()) {
	q := newQueue()
	s.mu.Lock()
	if s.closed {
		q.finish()
	}
	s.heard[method] = append(s.heard[method], q)
	s.mu.Unlock()
	go q.pump()
	return q.out, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		var rest []*queue
		for _, other := range s.heard[method] {
			if other != q {
				rest = append(rest, other)
			}
		}
		s.heard[method] = rest
		q.stop()
	}
}
