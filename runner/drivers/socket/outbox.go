package socket

import "sync"

// outbox is what is to be sent over one connection, in order. Posting never waits for the connection.
type outbox struct {
	// ready holds one item where messages may be there.
	ready chan struct{}
	// closed is closed when the connection is to end, once what is in the outbox was sent.
	closed chan struct{}

	once     sync.Once
	mu       sync.Mutex
	messages [][]byte
}

func newOutbox() *outbox {
	return &outbox{ready: make(chan struct{}, 1), closed: make(chan struct{})}
}

func (o *outbox) post(text []byte) {
	o.mu.Lock()
	o.messages = append(o.messages, text)
	o.mu.Unlock()
	select {
	case o.ready <- struct{}{}:
	default:
	}
}

// take returns what is there and leaves the outbox empty.
func (o *outbox) take() [][]byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	taken := o.messages
	o.messages = nil
	return taken
}

func (o *outbox) empty() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.messages) == 0
}

func (o *outbox) close() { o.once.Do(func() { close(o.closed) }) }
