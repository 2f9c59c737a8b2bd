package sandbox

import (
	"github.com/landlock-lsm/go-landlock/landlock"
	"github.com/landlock-lsm/go-landlock/landlock/syscall"
)

// landlocked leaves of the files of the machine those in the folders, to read, and no port of TCP, as far as the kernel's
// Landlock goes.
func landlocked(folders ...string) {
	const read = syscall.AccessFSReadFile | syscall.AccessFSReadDir
	_ = landlock.V10.BestEffort().Restrict(landlock.PathAccess(read, folders...).IgnoreIfMissing())
}
