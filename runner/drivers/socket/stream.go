package socket

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// lostRun is the result of a run whose probe lost its memory: whether the wallet had been called is not known any more.
var lostRun = json.RawMessage(`{"records":[],"untested":"the probe lost its memory while it performed this (its page was loaded ` +
	`again, or another device took its place); it is not performed again, because that could authorise twice"}`)

// stream makes a link look like the pair of pipes that the protocol's client speaks over. It is read by one goroutine.
type stream struct {
	link *link

	mu     sync.Mutex
	filled *sync.Cond
	lines  bytes.Buffer
	err    error
}

func newStream(l *link) *stream {
	s := &stream{link: l}
	s.filled = sync.NewCond(&s.mu)
	go func() {
		<-l.over
		s.fail(l.ended())
	}()
	return s
}

// Write takes one request, as the client writes it, and sees to its answer. The client's id comes back with it.
func (s *stream) Write(line []byte) (int, error) {
	var m message
	if err := json.Unmarshal(line, &m); err != nil {
		return 0, fmt.Errorf("reading a request of the client: %w", err)
	}
	var lost json.RawMessage
	if m.Method == protocol.Run {
		lost = lostRun
	}
	s.link.ask(m.Method, m.Params, lost, func(answer message) {
		answer.JSONRPC, answer.ID = protocol.Version, m.ID
		text, err := json.Marshal(answer)
		if err != nil {
			s.fail(err)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.lines.Write(append(text, '\n'))
		s.filled.Signal()
	})
	return len(line), nil
}

// Read reads answers.
func (s *stream) Read(into []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.lines.Len() == 0 {
		if s.err != nil {
			return 0, s.err
		}
		s.filled.Wait()
	}
	return s.lines.Read(into)
}

func (s *stream) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
	s.filled.Broadcast()
}

var _ io.ReadWriter = (*stream)(nil)
