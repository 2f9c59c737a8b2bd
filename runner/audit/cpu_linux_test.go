package audit

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime is how long this process has had a core: what a benchmark measures on a machine that others use too.
func cpuTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
