//go:build unix

package exec

import (
	"os/exec"
	"syscall"

	"github.com/signspec/signspec/runner/orphan"
)

// ownGroup puts the process, and whatever it starts, into a process group of its own.
func ownGroup(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	orphan.None(command)
}

// killGroup kills the process group. A group that is gone already is what was wanted.
func killGroup(command *exec.Cmd) {
	syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
}
