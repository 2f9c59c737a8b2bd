package engine

import "time"

// End says how a wait ended.
type End string

// The ways a wait ends.
const (
	Done     End = "done"     // what was waited for has happened
	Idle     End = "idle"     // nothing is left that could ever run
	Deadline End = "deadline" // the time was over
)

// Forever is a limit that is never met.
const Forever = time.Duration(1<<63 - 1)

// wait is a caller of Wait that has not been answered.
type wait struct {
	deadline time.Duration
	done     func() bool
	then     func(End)
}

// After has f run as a turn of its own when the given virtual time has passed; f may run JavaScript through Call.
// The function returned cancels it.
func (vm *VM) After(delay time.Duration, f func()) (cancel func()) {
	t := vm.schedule(delay, f)
	return func() { vm.timers.remove(t) }
}

func (vm *VM) schedule(delay time.Duration, f func()) *timer {
	t := &timer{run: f}
	vm.arm(t, delay)
	return t
}

// arm puts a timer into the heap, behind those of the same time that were there before.
func (vm *VM) arm(t *timer, delay time.Duration) {
	vm.sequence++
	t.at, t.seq = later(vm.now, delay), vm.sequence
	vm.timers.push(t)
}

// later adds two durations and stays at Forever instead of overflowing.
func later(now, delay time.Duration) time.Duration {
	if delay > Forever-now {
		return Forever
	}
	return now + max(delay, 0)
}

// Wait asks to be told when done says yes (it is asked after every turn), when limit has passed, or when nothing is
// left to run, whichever is first. It returns at once; then is called, once, in a turn of its own by RunUntil. This is
// what JavaScript that observes the program waits with.
func (vm *VM) Wait(limit time.Duration, done func() bool, then func(End)) {
	vm.waits = append(vm.waits, &wait{deadline: later(vm.now, limit), done: done, then: then})
}

// RunUntil runs timers in the order of their time, each with its microtasks, until done says yes (it is asked before
// the first and after every turn), until limit of virtual time has passed, or until neither a timer nor a Wait is
// left. The error is a *Stopped. It must not be called from JavaScript.
func (vm *VM) RunUntil(limit time.Duration, done func() bool) (End, error) {
	deadline := later(vm.now, limit)
	for {
		if vm.stopped != nil {
			return "", vm.stopped
		}
		if vm.asked(done) {
			return Done, nil
		}
		if vm.stopped == nil && !vm.answerWaits() {
			if end := vm.advance(deadline); end != "" {
				return end, nil
			}
		}
	}
}

// answerWaits answers the first Wait whose condition holds and says whether there was one.
func (vm *VM) answerWaits() bool {
	for i, w := range vm.waits {
		if vm.asked(w.done) {
			vm.answer(i, Done)
			return true
		}
	}
	return false
}

func (vm *VM) answer(i int, end End) {
	w := vm.waits[i]
	vm.waits = append(vm.waits[:i:i], vm.waits[i+1:]...)
	scope := vm.values.scope()
	defer vm.values.end(scope)
	w.then(end)
}

// asked asks, and drops what the answer was made of.
func (vm *VM) asked(done func() bool) bool {
	scope := vm.values.scope()
	defer vm.values.end(scope)
	return done()
}

// advance runs the next timer, or answers the Wait whose time is over before that, and returns "" where it did either.
func (vm *VM) advance(deadline time.Duration) End {
	next := vm.timers.first()
	if next == nil {
		if len(vm.waits) == 0 {
			return Idle
		}
		vm.answer(0, Idle)
		return ""
	}
	earliest := -1
	for i, w := range vm.waits {
		if earliest < 0 || w.deadline < vm.waits[earliest].deadline {
			earliest = i
		}
	}
	if earliest >= 0 && vm.waits[earliest].deadline < next.at && vm.waits[earliest].deadline <= deadline {
		vm.moveTo(vm.waits[earliest].deadline)
		vm.answer(earliest, Deadline)
		return ""
	}
	if next.at > deadline {
		vm.moveTo(deadline)
		return Deadline
	}
	vm.fire(next)
	return ""
}

func (vm *VM) fire(t *timer) {
	vm.moveTo(t.at)
	vm.countTurn()
	vm.timers.remove(t)
	if t.repeat {
		vm.arm(t, vm.thinned(t.every))
	} else if t.id != 0 {
		delete(vm.byID, t.id)
	}
	scope := vm.values.scope()
	t.running = true
	t.run()
	t.running = false
	vm.values.end(scope)
	if !t.repeat {
		t.release()
	}
}
