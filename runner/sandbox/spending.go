package sandbox

import "time"

// afterSpending calls f, once, when this process has spent so much more processor time, unless it is cancelled before.
func afterSpending(limit time.Duration, f func()) (cancel func()) {
	begin := spent()
	check := make(chan *time.Timer, 1) // the timer itself, for the function that it calls
	timer := time.AfterFunc(limit, func() {
		self := <-check
		if left := limit - (spent() - begin); left > 0 {
			check <- self
			self.Reset(max(left, time.Millisecond))
			return
		}
		f()
	})
	check <- timer
	return func() { timer.Stop() }
}
