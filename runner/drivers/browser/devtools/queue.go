package devtools

import (
	"sync"

	"github.com/chromedp/cdproto/cdp/jsonv2"
)

// queue passes events on to one reader in order. It has no limit, so that a slow reader never keeps the session from
// reading the answer that the reader may wait for.
type queue struct {
	out     chan jsonv2.Value
	wake    chan struct{}
	stopped chan struct{}
	once    sync.Once

	mu       sync.Mutex
	events   []jsonv2.Value
	finished bool
}

func newQueue() *queue {
	return &queue{out: make(chan jsonv2.Value), wake: make(chan struct{}, 1), stopped: make(chan struct{})}
}

func (q *queue) push(event jsonv2.Value) {
	q.mu.Lock()
	q.events = append(q.events, event)
	q.mu.Unlock()
	q.rouse()
}

// finish closes the channel once everything in the queue is read.
func (q *queue) finish() {
	q.mu.Lock()
	q.finished = true
	q.mu.Unlock()
	q.rouse()
}

// stop closes the channel at once.
func (q *queue) stop() { q.once.Do(func() { close(q.stopped) }) }

func (q *queue) rouse() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) pump() {
	defer close(q.out)
	for {
		q.mu.Lock()
		events, finished := q.events, q.finished
		q.events = nil
		q.mu.Unlock()
		for _, event := range events {
			select {
			case q.out <- event:
			case <-q.stopped:
				return
			}
		}
		if len(events) > 0 {
			continue
		}
		if finished {
			return
		}
		select {
		case <-q.wake:
		case <-q.stopped:
			return
		}
	}
}
