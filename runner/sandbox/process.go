package sandbox

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"

	"github.com/signspec/signspec/runner/sandbox/tether"
)

// Process is a running child, as the parent sees it.
type Process struct {
	// Stdin and Stdout are the child's.
	Stdin  io.WriteCloser
	Stdout io.ReadCloser

	command *exec.Cmd
	wait    func() error // until it has ended
	errors  *ends
}

// Start starts a child; nil means this executable with the argument.
func Start(command []string, argument string) (*Process, error) {
	if command == nil {
		executable, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("finding the command's own file: %w", err)
		}
		command = []string{executable, argument}
	}
	p := &Process{command: exec.Command(command[0], command[1:]...), errors: &ends{}}
	p.command.Env = environment(os.Environ())
	p.command.Stderr = p.errors
	var err error
	if p.Stdin, err = p.command.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the engine's process: %w", err)
	}
	// A pipe of our own: exec's would be closed when the process ends, with what it said last still in it.
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("starting the engine's process: %w", err)
	}
	defer write.Close()
	p.Stdout, p.command.Stdout = read, write
	if p.wait, err = tether.Start(p.command, tether.Options{NoNewPrivileges: true}); err != nil {
		read.Close()
		return nil, fmt.Errorf("starting the engine's process: %w", err)
	}
	return p, nil
}

// End kills the process if it still runs, and returns what is known of its death.
func (p *Process) End() Death {
	p.Stdin.Close()
	p.command.Process.Kill()
	p.wait() // its error is the exit status, which ProcessState tells as well
	p.Stdout.Close()
	return Death{state: p.command.ProcessState.String(), output: p.errors.String()}
}

// keptHead and keptTail are how much is kept of what the child printed on its standard error: the Go runtime says
// first why it gives up, and the child says last where the program was.
const (
	keptHead = 4 << 10
	keptTail = 16 << 10
)

// ends is a writer that keeps the begin and the end of what is written to it.
type ends struct {
	mu         sync.Mutex
	head, tail []byte
}

func (e *ends) Write(data []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	rest := data
	if room := keptHead - len(e.head); room > 0 {
		n := min(room, len(rest))
		e.head, rest = append(e.head, rest[:n]...), rest[n:]
	}
	e.tail = append(e.tail, rest...)
	if extra := len(e.tail) - keptTail; extra > 0 {
		e.tail = append(e.tail[:0], e.tail[extra:]...)
	}
	return len(data), nil
}

func (e *ends) String() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return string(e.head) + string(e.tail)
}
