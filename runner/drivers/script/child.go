package script

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
)

// greetingBuffer is how much of the greeting is read at once; the protocol reads requests through the same buffer.
const greetingBuffer = 64 << 10

// Child is the child process: it reads the module from r, runs it, and answers the adapter protocol on w. What it says
// when it ends itself goes to complaints. It returns the exit status, and may return while a goroutine of its own is stuck
// in native work, so the process is to end then.
func Child(r io.Reader, w, complaints io.Writer) int {
	return sandbox.Main(complaints, func(inside *sandbox.Inside) error {
		return serve(bufio.NewReaderSize(r, greetingBuffer), w, inside)
	})
}

// module is what the parent asks to run, compiled.
type module struct {
	greeting
	program *engine.Program
	err     error // why it could not be compiled
}

// serve answers until the parent closes the input. While the parent still bundles, the engine and the probe are made
// ready.
func serve(r *bufio.Reader, w io.Writer, inside *sandbox.Inside) error {
	read := sandbox.Future(func() (module, error) { return readModule(r) })
	watch := &watch{inside: inside}
	adapter, err := newFresh(watch)
	if err != nil {
		return err
	}
	m, err := read()
	if errors.Is(err, io.EOF) {
		return nil // the parent had nothing to run
	}
	if err == nil {
		err = inside.Confine(m.Memory)
	}
	if err != nil {
		return err
	}
	if m.Read != nil {
		return m.Read.read(w, inside)
	}
	sandbox.Shut()
	watch.limit = m.Limit
	adapter.load(m)
	return protocol.Serve(context.Background(), r, w, adapter)
}

func readModule(r *bufio.Reader) (module, error) {
	var m module
	line, err := r.ReadBytes('\n')
	if err != nil {
		return m, fmt.Errorf("reading the module: %w", err)
	}
	if err := json.Unmarshal(line, &m.greeting); err != nil {
		return m, fmt.Errorf("reading the module: %w", err)
	}
	if m.Read != nil {
		return m, nil
	}
	m.program, m.err = (&engine.Bundle{Script: m.Script}).Compile()
	return m, nil
}
