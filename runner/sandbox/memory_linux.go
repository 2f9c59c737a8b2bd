package sandbox

import (
	"fmt"
	"os"
	"syscall"
)

// leastLeft is what a program gets at least, in bytes, however much the Go runtime has reserved.
const leastLeft = 512 << 20

// limitMemory limits the address space of this process, so that the system refuses what would be more, and returns
// how much of it is left. The Go runtime reserves far more address space than it uses (1.5 GiB in Go 1.26), so the
// limit is raised where that would leave too little.
func limitMemory(bytes int64) (left int64, err error) {
	reserved := addressSpace()
	bytes = max(bytes, reserved+leastLeft)
	var now syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_AS, &now); err == nil && now.Max < uint64(bytes) {
		return 0, fmt.Errorf("the system gives a process %d MiB of address space (ulimit -v), and %d MiB are needed", now.Max>>20, bytes>>20)
	}
	limit := syscall.Rlimit{Cur: uint64(bytes), Max: uint64(bytes)}
	if err := syscall.Setrlimit(syscall.RLIMIT_AS, &limit); err != nil {
		return 0, fmt.Errorf("limiting the memory: %w", err)
	}
	return bytes - reserved, nil
}

// usuallyReserved is what the Go runtime reserves, and some more, for systems without /proc.
const usuallyReserved = 2 << 30

// addressSpace is what this process has reserved, in bytes, or is likely to have where the system does not say.
func addressSpace() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return usuallyReserved
	}
	var pages int64
	if _, err := fmt.Sscan(string(text), &pages); err != nil {
		return usuallyReserved
	}
	return pages * int64(os.Getpagesize())
}
