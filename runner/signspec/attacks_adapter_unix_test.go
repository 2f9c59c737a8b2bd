//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// Whatever an adapter process does, the command ends soon, says what it was, and leaves reports.
func TestAttacksOfAnAdapterProcess(t *testing.T) {
	for name, c := range map[string]struct {
		fault  string
		status int
		says   string
	}{
		"a line without an end":    {"an endless line in run 3", run.ExitHarness, "began a line to answer run, and had not ended it"},
		"a time before the call":   {"a negative time in run 3", run.ExitHarness, "at"},
		"bytes that are no text":   {"no UTF-8 in run 3", run.ExitHarness, "it is not UTF-8"},
		"a flood of stderr":        {"a flood of stderr in run 3", run.ExitConformant, "the rest is not shown"},
		"a death after the answer": {"dies after the answer in run 3", run.ExitHarness, "signal: killed"},
		"a death after the last":   {"dies after the answer in close", run.ExitHarness, "the adapter answered close, and crashed; then the process ended (signal: killed)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append([]string{"wallet", "--settle", "3s"}, faulty(c.fault)[1:]...)
			e := signspec(t, t.TempDir(), args...)
			if told := e.stdout + e.stderr; e.status != c.status || !strings.Contains(unwrapped(told), c.says) || len(told) > 4<<20 {
				t.Errorf("status %d, want %d and %q: %s", e.status, c.status, c.says, tail(told))
			}
			written(t, e)
		})
	}
}

// leaveDaemon starts a process in a session of its own, whose parent ends at once, and writes down its id.
func leaveDaemon() error {
	daemon := exec.Command("sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $! >daemon.pid")
	daemon.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return daemon.Run()
}

func killSelf() { syscall.Kill(os.Getpid(), syscall.SIGKILL) }

// What an adapter has detached does not outlive the command, and the person is told of it.
func TestNoDaemonOutlivesTheCommand(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells what environment a process has")
	}
	t.Parallel()
	dir := t.TempDir()
	e := signspec(t, dir, faulty("leaves a daemon in run 2")...)
	text, err := os.ReadFile(filepath.Join(dir, "daemon.pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(e.stderr, "left behind, and that were ended: 1)") {
		t.Errorf("the person is told %s", tail(e.stderr))
	}
	for deadline := time.Now().Add(10 * time.Second); syscall.Kill(pid, 0) == nil; time.Sleep(pause) {
		if stat, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat")); strings.Contains(string(stat), ") Z ") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the daemon lives")
		}
	}
}
