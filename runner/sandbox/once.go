package sandbox

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// What reading a target may take. Files that a stranger has written are parsed by much code that was not written for
// strangers, so this is done in a child of its own as well.
const (
	// ReadingTime is processor time: a program of the field takes half a second of it.
	ReadingTime = 20 * time.Second
	// ReadingMemory is address space, in bytes: what the largest program that may be read takes, with its source maps.
	ReadingMemory = 3 << 30
	// readingPatience is real time: reading waits for nothing but the disk.
	readingPatience = time.Minute
)

// errNoTime says that a child was given up.
var errNoTime = errors.New("no answer in time")

// Once starts a child, asks it one thing, one JSON object a line either way, and ends it. A child that did not answer is a
// *Crash; what is what it was to do, such as "reading the mini program".
func Once(command []string, argument, what string, question, answer any) error {
	line, err := json.Marshal(question)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	p, err := Start(command, argument)
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		if _, err := p.Stdin.Write(append(line, '\n')); err != nil {
			done <- err
			return
		}
		reply, err := bufio.NewReader(p.Stdout).ReadBytes('\n')
		if err == nil {
			err = json.Unmarshal(reply, answer)
		}
		done <- err
	}()
	select {
	case err = <-done:
	case <-time.After(readingPatience):
		err = errNoTime
	}
	died := p.End()
	if err == nil {
		return nil
	}
	late := err == errNoTime
	return &Crash{Reason: died.Reason(what, late, ReadingTime, ReadingMemory), Late: died.TooLong(late), Seen: err}
}
