package engine

import "time"

// timer is a function that is to run at a point of virtual time.
type timer struct {
	at     time.Duration
	seq    uint64 // order among timers of the same time
	id     int64  // what the program knows it by; 0 for timers of the host
	every  time.Duration
	repeat bool
	run    func()
	kept   []Value // what run needs, which the timer releases when it is over
	// running says that run has not returned.
	running bool
	index   int // place in the heap, -1 when not in it
}

// release gives back what the timer holds of the program's.
func (t *timer) release() {
	for _, value := range t.kept {
		value.Release()
	}
	t.kept = nil
}

func (t *timer) before(u *timer) bool {
	return t.at < u.at || t.at == u.at && t.seq < u.seq
}

// timerHeap is a binary heap of timers, the earliest first; of two for the same time, the one set first. It is written
// out, not built on container/heap, because a heartbeat timer goes through it 300,000 times in one wait.
type timerHeap []*timer

func (h timerHeap) first() *timer {
	if len(h) == 0 {
		return nil
	}
	return h[0]
}

func (h *timerHeap) push(t *timer) {
	t.index = len(*h)
	*h = append(*h, t)
	h.up(t.index)
}

func (h *timerHeap) remove(t *timer) {
	i, last := t.index, len(*h)-1
	if i < 0 {
		return
	}
	h.swap(i, last)
	(*h)[last] = nil
	*h = (*h)[:last]
	t.index = -1
	if i < last {
		h.down(i)
		h.up(i)
	}
}

func (h timerHeap) swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

func (h timerHeap) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !h[i].before(h[parent]) {
			return
		}
		h.swap(i, parent)
		i = parent
	}
}

func (h timerHeap) down(i int) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if !h[child].before(h[i]) {
			return
		}
		h.swap(i, child)
		i = child
	}
}
