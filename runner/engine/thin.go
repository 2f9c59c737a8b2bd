package engine

import "time"

// thinParts is how finely a time of waiting is looked at while timers are thinned: a timer that goes on and on fires
// about every 32nd part of the time that has passed so far. A day costs a heartbeat of half a second some 300 turns then, not 172,800.
const thinParts = 32

// thinning is when timers that go on and on are stretched.
type thinning struct {
	on    bool
	after int           // turns that may still run as they are
	since time.Duration // when the stretching began; it begins with the turn that after reaches 0
}

// Thin stretches the delays of timers that are set from now on, once so many turns of timers have run: the longer the
// wait has lasted, the longer they may be. Nobody waits for what runs on then except to see whether anything comes at all.
func (vm *VM) Thin(after int) { vm.thin = thinning{on: true, after: after, since: vm.now} }

// countTurn counts a turn of a timer.
func (vm *VM) countTurn() {
	if vm.thin.on && vm.thin.after > 0 {
		vm.thin.after--
		vm.thin.since = vm.now
	}
}

// thinned is the delay of a timer that is set now.
func (vm *VM) thinned(delay time.Duration) time.Duration {
	if !vm.thin.on || vm.thin.after > 0 {
		return delay
	}
	return max(delay, (vm.now-vm.thin.since)/thinParts)
}
