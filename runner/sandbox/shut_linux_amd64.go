package sandbox

import "golang.org/x/sys/unix"

// olderOpeningCalls and olderCalls are refused calls that newer architectures have not.
func olderOpeningCalls() []uint32 { return []uint32{unix.SYS_OPEN} }

func olderCalls() []uint32 {
	return []uint32{
		unix.SYS_CREAT, unix.SYS_FORK, unix.SYS_VFORK, unix.SYS_UNLINK, unix.SYS_RENAME, unix.SYS_LINK, unix.SYS_SYMLINK,
		unix.SYS_MKDIR, unix.SYS_RMDIR, unix.SYS_MKNOD, unix.SYS_CHMOD, unix.SYS_CHOWN,
	}
}
