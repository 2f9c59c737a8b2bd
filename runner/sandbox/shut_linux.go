//go:build linux && (amd64 || arm64)

package sandbox

import (
	"runtime"
	"slices"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Shut keeps this process, all of its threads, from opening files and sockets and from starting programs, for good: the
// engine that runs a target has no functions for that, and should one of its flaws be used, the kernel has none either.
// It is best effort: a system that cannot do this goes without.
func Shut() {
	_ = time.Local.String() // which reads the machine's time zone, once, when it is first asked for
	landlocked()            // to nothing: should a call be missed below, this holds as well
	refuse(slices.Concat(openingCalls(), reachingCalls()))
}

// Within keeps this process, all of its threads, from everything but to read what lies in the folders, for good. It is for a
// child that reads a target: should what parses a stranger's files go around the gate, the kernel does not. It is best effort,
// as Shut is: without Landlock any file may be opened still.
func Within(folders ...string) {
	landlocked(folders...)
	refuse(reachingCalls()) // also the sockets that Landlock lets pass, such as those of MPTCP
}

// refuse has the kernel refuse system calls to this process, all of its threads, for good.
func refuse(calls []uint32) {
	program := filter(runtime.GOARCH, calls)
	code := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	if unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != nil {
		return
	}
	unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&code)))
}

// Where the kernel puts what a filter looks at.
const (
	callOffset = 0 // of struct seccomp_data: the number of the system call
	archOffset = 4
)

// filter refuses some system calls with EPERM, and every call that is made by the numbers of another architecture.
func filter(architecture string, calls []uint32) []unix.SockFilter {
	arch := uint32(unix.AUDIT_ARCH_X86_64)
	if architecture == "arm64" {
		arch = unix.AUDIT_ARCH_AARCH64
	}
	const refuse = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	load := func(offset uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
	}
	end := func(with uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: with} }
	program := []unix.SockFilter{
		load(archOffset), {Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: arch, Jt: 1}, end(refuse), load(callOffset),
		// The numbers of the x32 ABI begin here; on arm64 there are none so large.
		{Code: unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K, K: 0x40000000, Jt: uint8(len(calls) + 1)},
	}
	for i, call := range calls {
		program = append(program, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: call, Jt: uint8(len(calls) - i)})
	}
	return append(program, end(unix.SECCOMP_RET_ALLOW), end(refuse))
}

// openingCalls are those by which a process opens files.
func openingCalls() []uint32 { return append(olderOpeningCalls(), unix.SYS_OPENAT, unix.SYS_OPENAT2) }

// reachingCalls are those by which a process reaches what else is not its own.
func reachingCalls() []uint32 {
	return append(
		olderCalls(),
		unix.SYS_OPEN_BY_HANDLE_AT,
		unix.SYS_EXECVE,
		unix.SYS_EXECVEAT,
		unix.SYS_SOCKET,
		unix.SYS_SOCKETPAIR,
		unix.SYS_CONNECT,
		unix.SYS_BIND,
		unix.SYS_ACCEPT,
		unix.SYS_ACCEPT4,
		unix.SYS_SENDTO,
		unix.SYS_SENDMSG,
		unix.SYS_PTRACE,
		unix.SYS_PROCESS_VM_READV,
		unix.SYS_PROCESS_VM_WRITEV,
		unix.SYS_PIDFD_OPEN,
		unix.SYS_PIDFD_GETFD,
		unix.SYS_UNLINKAT,
		unix.SYS_RENAMEAT,
		unix.SYS_RENAMEAT2,
		unix.SYS_LINKAT,
		unix.SYS_SYMLINKAT,
		unix.SYS_MKDIRAT,
		unix.SYS_MKNODAT,
		unix.SYS_FCHMODAT,
		unix.SYS_FCHOWNAT,
		unix.SYS_TRUNCATE,
		unix.SYS_MOUNT,
		unix.SYS_UMOUNT2,
		unix.SYS_PIVOT_ROOT,
		unix.SYS_CHROOT,
		unix.SYS_UNSHARE,
		unix.SYS_SETNS,
		unix.SYS_BPF,
		unix.SYS_PERF_EVENT_OPEN,
		unix.SYS_USERFAULTFD,
		unix.SYS_KEYCTL,
		unix.SYS_ADD_KEY,
		unix.SYS_REQUEST_KEY,
		unix.SYS_IO_URING_SETUP,
		unix.SYS_INIT_MODULE,
		unix.SYS_FINIT_MODULE,
		unix.SYS_KEXEC_LOAD,
	)
}
