package protocol

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// GarbageError says that the adapter printed a line that is not a JSON object.
type GarbageError struct {
	Line string // ready to be shown: escaped, masked and cut
}

func (e *GarbageError) Error() string {
	return fmt.Sprintf("the adapter printed a line that is not a message: %s (standard output carries one JSON object a line and "+
		"nothing else; print the rest to standard error)", e.Line)
}

// MalformedError says that the adapter printed a JSON object that is not a JSON-RPC answer.
type MalformedError struct {
	Line   string
	Reason string
}

func (e *MalformedError) Error() string {
	return fmt.Sprintf("the adapter's answer is not a JSON-RPC answer: %s, in %s", e.Reason, e.Line)
}

// WrongIDError says that an answer carries an id that was never asked, or one of another type.
type WrongIDError struct {
	Line string
	Got  string // the id as it came, as JSON
	Want int64
}

func (e *WrongIDError) Error() string {
	return fmt.Sprintf("the adapter answered request %s, where request %d was asked, in %s", e.Got, e.Want, e.Line)
}

// DuplicateAnswerError says that a request was answered again.
type DuplicateAnswerError struct {
	Line string
	ID   int64
}

func (e *DuplicateAnswerError) Error() string {
	return fmt.Sprintf("the adapter answered request %d twice, the second time with %s", e.ID, e.Line)
}

// ResultError says that an answer has the right form but a result that is not what the method returns.
type ResultError struct {
	Method string
	Line   string
	Err    error
}

func (e *ResultError) Error() string {
	return fmt.Sprintf("the adapter's result of %s is not one: %v, in %s", e.Method, e.Err, e.Line)
}

func (e *ResultError) Unwrap() error { return e.Err }

// ClosedError says that the adapter closed its output, which a process does at the latest when it ends, with a
// request unanswered.
type ClosedError struct {
	Method string
	Err    error // what reading failed with, where it was more than the end of the stream
}

func (e *ClosedError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("the adapter's output broke off before it answered %s: %v", e.Method, e.Err)
	}
	return fmt.Sprintf("the adapter closed its output without answering %s", e.Method)
}

func (e *ClosedError) Unwrap() error { return e.Err }

// DeadlineError says that no answer came in time, or that the caller gave up waiting.
type DeadlineError struct {
	Method string
	After  time.Duration
	Err    error // context.DeadlineExceeded or context.Canceled
}

func (e *DeadlineError) Error() string {
	if errors.Is(e.Err, context.Canceled) {
		return fmt.Sprintf("waiting for the adapter's answer to %s was cancelled after %s", e.Method, e.After.Round(time.Millisecond))
	}
	return fmt.Sprintf("the adapter did not answer %s within %s", e.Method, e.After.Round(time.Millisecond))
}

func (e *DeadlineError) Unwrap() error { return e.Err }

// BrokenError says that nothing more can be asked of the adapter because of an earlier error: after it, no answer
// could be told from a late one.
type BrokenError struct {
	Err error // the earlier error
}

func (e *BrokenError) Error() string { return "the adapter failed earlier: " + e.Err.Error() }

func (e *BrokenError) Unwrap() error { return e.Err }
