package script

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
)

// greeting is the first line that the child reads: what to run, and within which limits.
type greeting struct {
	// Read asks for a bundle instead; only Memory goes with it.
	Read   *reading `json:"read,omitempty"`
	Name   string   `json:"name"`
	Script string   `json:"script"`
	// Memory is in bytes, Limit, of the real time of a scenario, in nanoseconds.
	Memory int64         `json:"memory"`
	Limit  time.Duration `json:"limit"`
}

// child is a running child process.
type child struct {
	*sandbox.Process
	client *protocol.Client
}

// startChild starts the process and gives it the bundle as soon as there is one.
func startChild(command []string, memory int64, limit time.Duration, bundle func() (*engine.Bundle, error)) (*child, error) {
	process, err := sandbox.Start(command, ChildArgument)
	if err != nil {
		return nil, err
	}
	c := &child{Process: process, client: protocol.NewClient(process.Stdout, process.Stdin)}
	built, err := bundle()
	if err == nil {
		err = c.greet(greeting{Name: built.Name, Script: built.Script, Memory: memory, Limit: limit})
	}
	if err != nil {
		c.End()
		return nil, err
	}
	return c, nil
}

func (c *child) greet(g greeting) error {
	line, err := json.Marshal(g)
	if err == nil {
		_, err = c.Stdin.Write(append(line, '\n'))
	}
	if err != nil {
		return fmt.Errorf("giving the engine's process the module: %w", err)
	}
	return nil
}

// End kills the process if it still runs, and returns what is known of its death.
func (c *child) End() sandbox.Death {
	c.client.Release()
	return c.Process.End()
}
