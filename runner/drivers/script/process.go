package script

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
)

// greeting is the first line that the child reads: what to run, and within which limits.
type greeting struct {
	Name   string `json:"name"`
	Script string `json:"script"`
	// Memory is in bytes, Limit, of the real time of a scenario, in nanoseconds.
	Memory int64         `json:"memory"`
	Limit  time.Duration `json:"limit"`
}

// child is a running child process.
type child struct {
	command *exec.Cmd
	client  *protocol.Client
	input   io.WriteCloser
	errors  *ends
	limit   time.Duration // real time of one question
}

// startChild starts the process and gives it the bundle as soon as there is one.
func startChild(command []string, limits Limits, bundle func() (*engine.Bundle, error)) (*child, error) {
	c := &child{command: exec.Command(command[0], command[1:]...), errors: &ends{}, limit: limits.Scenario}
	// A trace of every goroutine would push the reason out of what is kept of the output.
	c.command.Env = append(os.Environ(), "GOTRACEBACK=none")
	c.command.Stderr = c.errors
	input, err := c.command.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("starting the engine's process: %w", err)
	}
	output, err := c.command.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting the engine's process: %w", err)
	}
	if err := c.command.Start(); err != nil {
		return nil, fmt.Errorf("starting the engine's process: %w", err)
	}
	c.input, c.client = input, protocol.NewClient(output, input)
	built, err := bundle()
	if err == nil {
		err = c.greet(greeting{Name: built.Name, Script: built.Script, Memory: limits.Memory, Limit: limits.Scenario})
	}
	if err != nil {
		c.end()
		return nil, err
	}
	return c, nil
}

func (c *child) greet(g greeting) error {
	line, err := json.Marshal(g)
	if err == nil {
		_, err = c.input.Write(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("giving the engine's process the module: %w", err)
	}
	return nil
}

// end kills the process if it still runs, and returns what is known of its death.
func (c *child) end() death {
	c.client.Release()
	c.input.Close()
	c.command.Process.Kill()
	err := c.command.Wait()
	return death{state: c.command.ProcessState, err: err, output: c.errors.String()}
}

// keptHead and keptTail are how much is kept of what the child printed on its standard error: the Go runtime says
// first why it gives up, and the child says last where the wallet was.
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
