package console

import (
	"os"

	"golang.org/x/term"
)

// Terminal says whether the file is a terminal, and how many columns it has; 0 where it does not say.
func Terminal(file *os.File) (width int, ok bool) {
	if !term.IsTerminal(int(file.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}
