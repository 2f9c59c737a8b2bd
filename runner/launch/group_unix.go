//go:build unix

package launch

import (
	"os/exec"
	"syscall"
)

// shellWords runs a command as a person writes it.
func shellWords() []string { return []string{"sh", "-c"} }

// ownGroup puts the process, and whatever it starts, into a process group of its own.
func ownGroup(command *exec.Cmd) { command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// endGroup asks a process group to end.
func endGroup(command *exec.Cmd) { syscall.Kill(-command.Process.Pid, syscall.SIGTERM) }

// killGroup kills the process group. One that is gone already is what was wanted.
func killGroup(command *exec.Cmd) { syscall.Kill(-command.Process.Pid, syscall.SIGKILL) }
