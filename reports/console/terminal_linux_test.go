package console_test

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/signspec/signspec/reports/console"
)

func TestATerminalTellsItsWidth(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here (mount -t devpts devpts /dev/pts): %v", err)
	}
	defer terminal.Close()
	if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 93}); err != nil {
		t.Fatal(err)
	}
	if width, ok := console.Terminal(terminal); !ok || width != 93 {
		t.Errorf("got %d, %v, want 93, true", width, ok)
	}
}
