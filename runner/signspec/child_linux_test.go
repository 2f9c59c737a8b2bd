package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// hangs is a wallet that never returns from its first call.
const hangs = "export const my = { signContract() { for (;;) my.x = 1 } }\n" + exportsStage

// TestKilledChild shows that a script's child which somebody kills, such as a system that is out of memory, is a crash
// of the wallet that the rules judge.
func TestKilledChild(t *testing.T) {
	t.Parallel()
	r := begin(t, write(t, "wallet.js", hangs), "wallet", "wallet.js")
	for pid, ok := busyChild(r); ok; pid, ok = busyChild(r) {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	checked := fault{status: run.ExitNonconformant, says: "the engine's process ended while the wallet ran (signal: killed)"}.check(t, r.end(t))
	if broken := withStatus(checked, run.Broken); !slices.Contains(broken, "settles") {
		t.Errorf("a wallet whose process was killed breaks %q, want settles", broken)
	}
}

// TestInterruptedScript shows what Ctrl-C at a terminal does while a wallet hangs: the signal goes to the command and
// its child alike.
func TestInterruptedScript(t *testing.T) {
	t.Parallel()
	cmd := command(t, write(t, "wallet.js", hangs), "wallet", "wallet.js")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	r := start(t, cmd)
	busyChild(r)
	if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	wasInterrupted.check(t, r.end(t))
}

// busyChild waits for a child of the command that has been running for a while, which loading a module does not take,
// and returns its process id; false where the command has ended.
func busyChild(r *running) (pid int, ok bool) {
	const ticks = 30 // of processor time; the kernel counts 100 a second
	for {
		select {
		case <-r.ended:
			return 0, false
		case <-time.After(pause):
		}
		stats, _ := filepath.Glob("/proc/[0-9]*/stat")
		for _, file := range stats {
			stat, err := os.ReadFile(file)
			if err != nil {
				continue // it has ended
			}
			// Behind the name in parentheses: state, parent, ...; user and system time are fields 14 and 15 of the line.
			fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
			if len(fields) < 13 || fields[0] == "Z" || fields[1] != strconv.Itoa(r.cmd.Process.Pid) {
				continue
			}
			user, _ := strconv.Atoi(fields[11])
			system, _ := strconv.Atoi(fields[12])
			if user+system >= ticks {
				pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
				return pid, err == nil
			}
		}
	}
}
