package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/signspec/signspec/reports/run"
)

// terminal opens a pseudo-terminal: what a person holds, and what the command is given.
func terminal(t *testing.T) (person, tty *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here (mount -t devpts devpts /dev/pts): %v", err)
	}
	t.Cleanup(func() { person.Close() })
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { tty.Close() })
	return person, tty
}

// atTerminal runs the command at a terminal at which somebody types.
func atTerminal(t *testing.T, dir, typed string, args ...string) (status int, shown string) {
	t.Helper()
	person, tty := terminal(t)
	cmd := command(t, dir, args...)
	cmd.Stdin, cmd.Stderr = tty, tty
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan string, 1)
	go func() {
		var all strings.Builder
		piece := make([]byte, 4096)
		for {
			n, err := person.Read(piece)
			all.Write(piece[:n])
			if err != nil { // the last who had it open has gone
				read <- all.String()
				return
			}
		}
	}()
	if _, err := person.WriteString(typed); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // the status says it
	tty.Close()
	select {
	case shown = <-read:
	case <-time.After(longestRun):
		t.Fatal("the terminal never ended")
	}
	return cmd.ProcessState.ExitCode(), shown
}

func TestInitAtATerminal(t *testing.T) {
	dir := t.TempDir()
	status, shown := atTerminal(t, dir, "webdrivr\nwebdriver\n\napp\nAcme Wallet\nsignStr\noperator\n", "wallet", "init")
	target, err := readTarget(filepath.Join(dir, "wallet.yaml"))
	if status != run.ExitConformant || err != nil || target.Driver.WebDriver == nil || target.Driver.WebDriver.Server == "" ||
		target.Subject.Name != "Acme Wallet" || !target.Stage.Operator || len(target.Stage.SignStr) != 5 {
		t.Errorf("status %d, the file is %+v, %v:\n%s", status, target, err, shown)
	}
	if !strings.Contains(shown, "did you mean webdriver?") || !strings.Contains(shown, "Who presses the buttons") {
		t.Errorf("it shows\n%s", shown)
	}
}

func TestInitAtATerminalEndsWithItsInput(t *testing.T) {
	dir := t.TempDir()
	status, shown := atTerminal(t, dir, "browser\n\x04", "wallet", "init")
	if status != run.ExitConfiguration || !strings.Contains(shown, "nothing was written") {
		t.Errorf("status %d:\n%s", status, shown)
	}
	if _, err := os.Stat(filepath.Join(dir, "wallet.yaml")); err == nil {
		t.Error("a file was written")
	}
}

func TestInitIsNotAskedWithYes(t *testing.T) {
	dir := t.TempDir()
	status, shown := atTerminal(t, dir, "", "wallet", "init", "--yes")
	if _, err := os.Stat(filepath.Join(dir, "wallet.yaml")); status != run.ExitConformant || err != nil || strings.Contains(shown, "?") {
		t.Errorf("status %d, %v:\n%s", status, err, shown)
	}
}
