// Package sandbox runs programs that are not trusted in a child process of this command, with a limit on its memory
// and on the processor time of each thing that it is asked to do. A program that eats memory or loops for ever kills only
// that child, and what is left of it says why and where.
//
// The child is this command itself, started again: Start is the parent's end, Main the child's. What they say to one
// another over the child's standard input and output is theirs.
package sandbox

import "time"

// The child interrupts the program when its time is over, which gives the exact place. A program that does not react
// is stuck in native work: stuckAfter more, and the child says what it can and ends. Both are processor time, so that a
// busy machine takes nothing from the program.
const stuckAfter = 200 * time.Millisecond

// A parent kills a child that did neither, in real time: killAfter and, for each second of the limit, as many as
// a machine may take for it that has twenty times as much to do as it can.
const (
	killAfter = 600 * time.Millisecond
	overload  = 20
)

// Patience is the real time after which a parent gives up on a child that has the limit of processor time.
func Patience(limit time.Duration) time.Duration { return overload*limit + killAfter }

// Last words are what a child that ends itself prints last on its standard error, after this mark.
const lastWordsMark = "\nsignspec last words: "

type lastWords struct {
	Kind string `json:"kind"`
	// At is "file:line:column" in the program's source, or "".
	At string `json:"at,omitempty"`
	// Native is the native function that did not return.
	Native string `json:"native,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// The kinds of last words.
const (
	tooLong   = "time"   // the time was over
	tooLarge  = "memory" // the memory was used up
	tooDeep   = "depth"  // calls were nested too deeply
	lastOther = "other"
)
