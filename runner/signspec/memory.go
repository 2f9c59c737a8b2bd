package main

import (
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// How much the heap may grow between two collections, in per cent of what is alive: a small one more than usual, since most
// runs last a second, and a large one less.
const (
	gcPercentSmall, gcPercentLarge = 400, 60
	largeHeap                      = 48 << 20 // bytes alive
)

// collectBySize collects seldom as long as little is alive, and often from then on.
func collectBySize() {
	debug.SetGCPercent(gcPercentSmall)
	go func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for range time.Tick(50 * time.Millisecond) {
			if metrics.Read(live); live[0].Value.Uint64() > largeHeap {
				debug.SetGCPercent(gcPercentLarge)
				return
			}
		}
	}()
}
