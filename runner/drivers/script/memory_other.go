//go:build !linux

package script

// limitMemory leaves the limit to the watchdog, all of it for the wallet: not every system has a limit for the memory
// of one process that works.
func limitMemory(bytes int64) (left int64, err error) { return bytes, nil }
