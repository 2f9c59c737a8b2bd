package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// running is a process of the command that has not ended.
type running struct {
	cmd            *exec.Cmd
	stdout, stderr lockedBuffer
	ended          chan struct{} // closed when it has ended
}

// begin starts the command in a working directory.
func begin(t *testing.T, dir string, args ...string) *running {
	t.Helper()
	return start(t, command(t, dir, args...))
}

func start(t *testing.T, cmd *exec.Cmd) *running {
	t.Helper()
	r := &running{cmd: cmd, ended: make(chan struct{})}
	r.cmd.Stdout, r.cmd.Stderr = &r.stdout, &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		r.cmd.Wait() // its error is the exit status, or that it was killed
		close(r.ended)
	}()
	return r
}

// end waits for the end of the process, and returns what it left behind.
func (r *running) end(t *testing.T) finished {
	t.Helper()
	<-r.ended
	if !r.cmd.ProcessState.Exited() {
		t.Fatalf("the command did not end by itself (%v); it said %s", r.cmd.ProcessState, tail(r.stderr.String()))
	}
	return r.left()
}

// left is what a process that has ended left behind; the status is negative where it did not end by itself.
func (r *running) left() finished {
	out := defaultOut
	if r.cmd.Args[1] == "replay" {
		out = replayOut
	}
	return finished{r.cmd.ProcessState.ExitCode(), r.stdout.String(), r.stderr.String(), filepath.Join(r.cmd.Dir, out)}
}

// await waits until the process has printed the text on its standard error.
func (r *running) await(t *testing.T, text string) {
	t.Helper()
	for deadline := time.Now().Add(longestRun); !strings.Contains(r.stderr.String(), text); time.Sleep(pause) {
		if time.Now().After(deadline) {
			t.Fatalf("the command does not print %q but %q", text, r.stderr.String())
		}
	}
}

// lockedBuffer is a buffer that is read while it is written.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(data []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(data)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// pause is how often a test looks whether something has happened.
const pause = 5 * time.Millisecond
