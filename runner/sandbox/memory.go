package sandbox

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// memoryEvery is how often the watchdog looks: a program that fills an array takes some 50 MB in that time.
const memoryEvery = 10 * time.Millisecond

// watchMemory interrupts the program when its heap takes half of the bytes that there are, which gives the exact
// place; the system, when it refuses more memory, can only kill. A program that does not react is in native work, and
// is ended when its heap takes everything, on systems that do not limit memory themselves.
func (i *Inside) watchMemory(limit int64) {
	most := uint64(limit) / 2 // the other half is for garbage, and for the copy of an array that grows
	for range time.Tick(memoryEvery) {
		heap := heapSize()
		if heap > largeHeap {
			debug.SetGCPercent(largeHeapPercent)
		}
		switch {
		case heap > uint64(limit):
			i.ended <- i.stuck(tooLarge)
			return
		case heap > most:
			runtime.GC()
			if heapSize() > most { // not garbage
				i.interrupt(interruptedMemory)
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
