//go:build !linux

package sandbox

// Shut does nothing: this system has nothing for it that can be used here.
func Shut() {}

// Within does nothing, as Shut.
func Within(...string) {}
