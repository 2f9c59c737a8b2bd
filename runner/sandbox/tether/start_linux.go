package tether

import (
	"os/exec"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// start ties the process to this one. The system kills it when the thread ends that started it, and what that thread may
// not do it may not either. So one goroutine keeps the thread until the process has ended, and the thread goes with it.
func start(command *exec.Cmd, options Options) (wait func() error, err error) {
	started, ended := make(chan error, 1), make(chan struct{})
	var end error
	go func() {
		runtime.LockOSThread() // and never unlocked
		if options.NoNewPrivileges {
			_ = unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) // an old kernel does without
		}
		// Descriptors that this process was started with, by a shell or a CI agent, are not marked as the Go runtime marks
		// its own.
		_ = unix.CloseRange(3, 1<<31-1, unix.CLOSE_RANGE_CLOEXEC)
		if command.SysProcAttr == nil {
			command.SysProcAttr = &syscall.SysProcAttr{}
		}
		command.SysProcAttr.Pdeathsig = syscall.SIGKILL
		err := command.Start()
		started <- err
		if err == nil {
			end = command.Wait()
		}
		close(ended)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return func() error { <-ended; return end }, nil
}
