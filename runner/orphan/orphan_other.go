//go:build !linux

package orphan

import "os/exec"

// None does nothing here: only Linux tells a process of its parent's death.
func None(*exec.Cmd) {}
