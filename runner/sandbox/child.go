package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

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

// Reasons that an interrupted program is given.
const (
	interruptedTime   = "the time was over"
	interruptedMemory = "the memory was used up"
)

// Inside is the sandbox as the child sees it.
type Inside struct {
	ended chan lastWords

	mu      sync.Mutex
	running *engine.VM // what runs now, or nil
}

// Main is the child: it runs body and returns the exit status. What the child says when it ends itself goes to
// complaints. It may return while body is still stuck in native work, so the process is to end then.
func Main(complaints io.Writer, body func(*Inside) error) int {
	debug.SetMaxStack(maxGoStack)
	debug.SetGCPercent(smallHeapPercent)
	inside := &Inside{ended: make(chan lastWords, 3)} // one for whoever may end the process: body, time, memory
	go func() {
		var last lastWords
		if err := body(inside); err != nil {
			last = lastWords{Kind: lastOther, Detail: err.Error()}
		}
		inside.ended <- last
	}()
	last := <-inside.ended
	if last == (lastWords{}) {
		return 0
	}
	words, _ := json.Marshal(last)
	fmt.Fprintf(complaints, "%s%s\n", lastWordsMark, words)
	return 1
}

// Confine limits the memory of this process, in bytes.
func (i *Inside) Confine(memory int64) error {
	left, err := limitMemory(memory)
	if err != nil {
		return err
	}
	go i.watchMemory(left)
	return nil
}

// Watch says which VM runs from now on; nil says that none does.
func (i *Inside) Watch(vm *engine.VM) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.running = vm
}

// Over runs f, which runs programs on the VMs that Watch is told, within a limit of processor time. When a program was
// stopped it sends last words and does not return: the process is about to end.
func (i *Inside) Over(limit time.Duration, f func() error) error {
	stop := afterSpending(limit, func() { i.interrupt(interruptedTime) })
	stuck := afterSpending(limit+stuckAfter, func() { i.ended <- i.stuck(tooLong) })
	err := f()
	stuck()
	stop()
	i.Watch(nil)
	var stopped *engine.Stopped
	if !errors.As(err, &stopped) {
		return err
	}
	last := lastWords{Kind: tooDeep, At: stopped.At()}
	switch stopped.Reason {
	case interruptedTime:
		last.Kind = tooLong
	case interruptedMemory, engine.OutOfMemory:
		last.Kind = tooLarge
	}
	i.ended <- last
	select {}
}

func (i *Inside) interrupt(reason string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.running != nil {
		i.running.Interrupt(reason)
	}
}

// stuck says where a program is that did not react to being interrupted.
func (i *Inside) stuck(kind string) lastWords {
	i.mu.Lock()
	defer i.mu.Unlock()
	last := lastWords{Kind: kind}
	if i.running == nil {
		return last
	}
	stack := i.running.Stuck()
	last.At = stack.At()
	if len(stack.Frames) > 0 && stack.Frames[0].Line == 0 {
		last.Native = stack.Frames[0].Function
	}
	return last
}
