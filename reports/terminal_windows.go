package reports

import (
	"os"

	"golang.org/x/sys/windows"
)

// Terminal says whether the file is a terminal, and how many columns it has; 0 where it does not say.
func Terminal(file *os.File) (width int, ok bool) {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(windows.Handle(file.Fd()), &info); err != nil {
		return 0, false
	}
	return int(info.Window.Right-info.Window.Left) + 1, true
}
