//go:build unix

package main

import (
	"os"
	"syscall"
)

// lockFolder keeps other runs from writing into the folder until unlock is called, so that the reports in it are all of
// one run. Where it cannot be locked, as on some network file systems, they can write.
func lockFolder(dir string) (unlock func()) {
	folder, err := os.Open(dir)
	if err != nil {
		return func() {}
	}
	syscall.Flock(int(folder.Fd()), syscall.LOCK_EX)
	return func() { folder.Close() }
}
