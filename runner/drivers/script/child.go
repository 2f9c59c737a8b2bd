package script

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
)

// greetingBuffer is how much of the greeting is read at once; the protocol reads requests through the same buffer.
const greetingBuffer = 64 << 10

// maxGoStack bounds the stack of native recursion (a deep JSON.parse, forEach in forEach), in bytes; the runtime's own
// bound of 1 GB would, while a stack is copied, take more than the memory there is.
const maxGoStack = 256 << 20

// The garbage collector lets the heap grow further between collections than usual, because the child lives for a tenth
// of a second, until the heap is large.
const (
	smallHeapPercent = 400
	largeHeapPercent = 100
	largeHeap        = 64 << 20
)

// Child is the child process: it reads the module from r, runs it, and answers the adapter protocol on w. What it says
// when it ends itself goes to complaints. It returns the exit status, and may return while a goroutine of its own is stuck
// in native work, so the process is to end then.
func Child(r io.Reader, w, complaints io.Writer) int {
	debug.SetMaxStack(maxGoStack)
	debug.SetGCPercent(smallHeapPercent)
	ended := make(chan lastWords, 3) // one for whoever may end the process: the server, the watch, the memory watchdog
	go func() { ended <- serve(bufio.NewReaderSize(r, greetingBuffer), w, ended) }()
	last := <-ended
	if last == (lastWords{}) {
		return 0
	}
	words, _ := json.Marshal(last)
	fmt.Fprintf(complaints, "%s%s\n", lastWordsMark, words)
	return 1
}

// module is what the parent asks to run, compiled.
type module struct {
	greeting
	program *engine.Program
	err     error // why it could not be compiled
}

// serve answers until the parent closes the input, and returns last words where it could not. While the parent still
// bundles, the engine and the probe are made ready.
func serve(r *bufio.Reader, w io.Writer, ended chan<- lastWords) lastWords {
	read := future(func() (module, error) { return readModule(r) })
	watch := &watch{ended: ended}
	adapter, err := newFresh(watch)
	if err != nil {
		return lastWords{Kind: lastOther, Detail: err.Error()}
	}
	m, err := read()
	if errors.Is(err, io.EOF) {
		return lastWords{} // the parent had nothing to run
	}
	var memory int64
	if err == nil {
		memory, err = limitMemory(m.Memory)
	}
	if err != nil {
		return lastWords{Kind: lastOther, Detail: err.Error()}
	}
	watch.limit = m.Limit
	go watch.memory(memory)
	adapter.load(m)
	if err := protocol.Serve(context.Background(), r, w, adapter); err != nil {
		return lastWords{Kind: lastOther, Detail: err.Error()}
	}
	return lastWords{}
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
	m.program, m.err = (&engine.Bundle{Script: m.Script}).Compile()
	return m, nil
}
