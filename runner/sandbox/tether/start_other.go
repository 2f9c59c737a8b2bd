//go:build !linux

package tether

import (
	"os/exec"
	"sync"
)

func start(command *exec.Cmd, _ Options) (wait func() error, err error) {
	ownStreamsOnly()
	if err := command.Start(); err != nil {
		return nil, err
	}
	return sync.OnceValue(command.Wait), nil
}
