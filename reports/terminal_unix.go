//go:build unix

package reports

import (
	"os"

	"golang.org/x/sys/unix"
)

// Terminal says whether the file is a terminal, and how many columns it has; 0 where it does not say.
func Terminal(file *os.File) (width int, ok bool) {
	size, err := unix.IoctlGetWinsize(int(file.Fd()), unix.TIOCGWINSZ)
	if err != nil {
		return 0, false
	}
	return int(size.Col), true
}
