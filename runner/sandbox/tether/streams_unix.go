//go:build unix && !linux

package tether

import "syscall"

// inherited is how far descriptors are looked at that this process was started with: a shell gives the lowest ones.
const inherited = 256

// ownStreamsOnly keeps from a child what this process was started with beside its three streams.
func ownStreamsOnly() {
	for descriptor := 3; descriptor < inherited; descriptor++ {
		syscall.CloseOnExec(descriptor)
	}
}
