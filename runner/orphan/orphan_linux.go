package orphan

import (
	"os/exec"
	"syscall"
)

// None has the system kill the process of the command when the one that starts it dies. Elsewhere than on Linux it does
// nothing, and the process finds its standard input closed. Call it before Start.
func None(command *exec.Cmd) {
	if command.SysProcAttr == nil {
		command.SysProcAttr = &syscall.SysProcAttr{}
	}
	command.SysProcAttr.Pdeathsig = syscall.SIGKILL
}
