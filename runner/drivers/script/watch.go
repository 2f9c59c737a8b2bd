package script

import (
	"errors"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/engine"
)

// Reasons that an interrupted program is given.
const (
	interruptedTime   = "the time was over"
	interruptedMemory = "the memory was used up"
)

// watch ends a program that runs for too long or takes too much memory, and knows where it was.
type watch struct {
	limit time.Duration // real time of one program
	ended chan<- lastWords

	mu      sync.Mutex
	running *engine.VM // what runs now, or nil
}

// over runs f, which runs a program on the VM, within the limit of time. When the program was stopped it sends last
// words and does not return: the process is about to end.
func (w *watch) over(vm *engine.VM, f func() error) error {
	w.set(vm)
	stop := time.AfterFunc(w.limit, func() { w.interrupt(interruptedTime) })
	stuck := time.AfterFunc(w.limit+stuckAfter, func() { w.ended <- w.stuck(tooLong) })
	err := f()
	stuck.Stop()
	stop.Stop()
	w.set(nil)
	vm.ClearInterrupt() // one that came too late for this program is not for the next
	var stopped *engine.Stopped
	if !errors.As(err, &stopped) {
		return err
	}
	last := lastWords{Kind: tooDeep, At: stopped.At()}
	switch stopped.Reason {
	case interruptedTime:
		last.Kind = tooLong
	case interruptedMemory:
		last.Kind = tooLarge
	}
	w.ended <- last
	select {}
}

func (w *watch) set(vm *engine.VM) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running = vm
}

func (w *watch) interrupt(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running != nil {
		w.running.Interrupt(reason)
	}
}

// stuck says where a program is that did not react to being interrupted.
func (w *watch) stuck(kind string) lastWords {
	w.mu.Lock()
	defer w.mu.Unlock()
	last := lastWords{Kind: kind}
	if w.running == nil {
		return last
	}
	stack := w.running.Stuck()
	last.At = stack.At()
	if len(stack.Frames) > 0 && stack.Frames[0].Line == 0 {
		last.Native = stack.Frames[0].Function
	}
	return last
}

// memoryEvery is how often the watchdog looks: a wallet that fills an array takes some 50 MB in that time.
const memoryEvery = 10 * time.Millisecond

// memory interrupts the program when its heap takes half of the bytes that there are, which gives the exact place; the
// system, when it refuses more memory, can only kill. A program that does not react is in native work, and is ended
// when its heap takes everything, on systems that do not limit memory themselves.
func (w *watch) memory(limit int64) {
	most := uint64(limit) / 2 // the other half is for garbage, and for the copy of an array that grows
	for range time.Tick(memoryEvery) {
		heap := heapSize()
		if heap > largeHeap {
			debug.SetGCPercent(largeHeapPercent)
		}
		switch {
		case heap > uint64(limit):
			w.ended <- w.stuck(tooLarge)
			return
		case heap > most:
			runtime.GC()
			if heapSize() > most { // not garbage
				w.interrupt(interruptedMemory)
			}
		}
	}
}

// heapSize is the memory of all objects, living or not yet collected, in bytes.
func heapSize() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64()
}
