//go:build !linux || !(amd64 || arm64)

package sandbox

// Shut does nothing: this system has nothing for it that can be used here.
func Shut() {}
