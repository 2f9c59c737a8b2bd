//go:build windows

package launch

import "os/exec"

// shellWords runs a command as a person writes it.
func shellWords() []string { return []string{"cmd", "/c"} }

func ownGroup(*exec.Cmd) {}

func endGroup(command *exec.Cmd) { command.Process.Kill() }

func killGroup(command *exec.Cmd) { command.Process.Kill() }
