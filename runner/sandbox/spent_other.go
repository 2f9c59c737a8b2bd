//go:build !unix

package sandbox

import "time"

var started = time.Now()

// spent is the real time since this process began: not every system tells the processor time in the same way.
func spent() time.Duration { return time.Since(started) }
