package exec

import (
	"bytes"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// markerVariable is the variable of the environment by which what an adapter has started is known again, whatever process group
// or session it has gone to and whoever its parent is by now.
const markerVariable = "SIGNSPEC_ADAPTER"

// mark marks what the command will start, and returns the mark.
func mark(command *exec.Cmd) string {
	marker := markerVariable + "=" + rand.Text()
	if command.Env == nil {
		command.Env = os.Environ()
	}
	command.Env = append(slices.Clone(command.Env), marker)
	return marker
}

// endingRounds bounds how often it is looked for processes: those that start others while they are ended are found in the next
// round.
const endingRounds = 10

// endMarked kills every process that has the mark in its environment, and returns how many these were. Those of the process group
// have been killed. One that has thrown its environment away, or that another user runs, is not found.
func endMarked(marker string, group int) (ended int) {
	known := map[int]bool{os.Getpid(): true}
	for range endingRounds {
		found := 0
		processes, _ := filepath.Glob("/proc/[0-9]*")
		for _, at := range processes {
			pid, err := strconv.Atoi(filepath.Base(at))
			if err != nil || known[pid] {
				continue
			}
			if of, err := syscall.Getpgid(pid); err == nil && of != group && endIfMarked(pid, marker) {
				known[pid] = true
				found++
			}
		}
		if ended += found; found == 0 {
			break
		}
	}
	return ended
}

// endIfMarked kills a process that has the mark. It is held on to before it is looked at, so that no other one of its number is
// killed.
func endIfMarked(pid int, marker string) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	environment, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "environ"))
	if err != nil || !slices.ContainsFunc(bytes.Split(environment, []byte{0}), func(variable []byte) bool {
		return string(variable) == marker
	}) {
		return false
	}
	return p.Kill() == nil
}
