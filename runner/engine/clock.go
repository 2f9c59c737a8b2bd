package engine

import "time"

// freeReads is how many times a program may read the clock in one turn before reading it takes time. A loop that
// waits for Date.now() to change would never end where time only moves between turns; a program that measures
// something reads the clock a few times.
const freeReads = 1000

// readTick is the time that reading the clock takes beyond freeReads.
const readTick = time.Millisecond

// freeTurns is how many turns may run one after another without time passing before each takes turnTick. A chain of
// setImmediate would otherwise stop time for ever, and with it every timer.
const freeTurns = 1000

// turnTick is what browsers make of the delay of timers that set each other.
const turnTick = 4 * time.Millisecond

type clockReads struct{ count int }

func (c *clockReads) newTurn() { c.count = 0 }

// readElapsed is what performance.now sees, and what Date is made of.
func (vm *VM) readElapsed() time.Duration {
	vm.clock.count++
	if vm.clock.count > freeReads {
		vm.now = later(vm.now, readTick)
	}
	return vm.now
}

// moveTo moves the clock forward to the time of the next turn; it never goes back.
func (vm *VM) moveTo(at time.Duration) {
	if at > vm.now {
		vm.now, vm.turns = at, 0
		return
	}
	vm.turns++
	if vm.turns > freeTurns {
		vm.now = later(vm.now, turnTick)
	}
}
