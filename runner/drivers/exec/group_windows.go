package exec

import (
	"os/exec"
	"strconv"
)

func ownGroup(*exec.Cmd) {}

// killGroup kills the process and its children; taskkill is the one tool of the system that knows them.
func killGroup(command *exec.Cmd) {
	exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(command.Process.Pid)).Run()
	command.Process.Kill()
}
