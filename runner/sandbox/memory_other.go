//go:build !linux

package sandbox

// limitMemory leaves the limit to the watchdog, all of it for the program: not every system has a limit for the memory
// of one process that works.
func limitMemory(bytes int64) (left int64, err error) { return bytes, nil }
