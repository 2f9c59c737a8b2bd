//go:build unix

package fleet

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a check into a process group of its own: a Ctrl-C reaches it through the fleet alone, and once.
func ownGroup(command *exec.Cmd) { command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
