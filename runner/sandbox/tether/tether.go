// Package tether starts processes that end when this one does, however it ends: a command that was killed leaves nobody
// behind.
package tether

import "os/exec"

// Options say how a process is started.
type Options struct {
	// NoNewPrivileges keeps the process from gaining any, such as by a program that runs as another user.
	NoNewPrivileges bool
}

// Start starts a process that inherits no descriptor but its three streams. wait returns when it has ended, and what
// exec.Cmd.Wait returned; it may be called several times. Where the system cannot tie a process to this one, its end is
// that its standard input is closed.
func Start(command *exec.Cmd, options Options) (wait func() error, err error) {
	return start(command, options)
}
