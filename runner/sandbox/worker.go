package sandbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Child is a child process that a Worker keeps at work.
type Child interface {
	// End kills the process if it still runs, and returns what is known of its death.
	End() Death
}

// Worker runs one program in a child process and asks it one thing at a time, each within limits. A child that did not
// answer is gone, and the next question starts another. It is not safe for concurrent use.
type Worker[C Child] struct {
	// What is what runs in the child, such as "the mini program".
	What   string
	Limits Limits
	// Begin starts a child and gives it what it is to run; limit is what the program may take to load.
	Begin func(limit time.Duration) (C, error)

	child   func() (C, error) // waits for the child that is being started; nil where none is
	spent   time.Duration     // real time of all questions
	lost    time.Duration     // the part of it that crashed
	crashes []string          // the reason of each crash that was counted
}

// Crash says that a child died, or had to be killed.
type Crash struct {
	// Reason says why, in words that the vendor of the program understands.
	Reason string
	// Late says that this was because its time was over. How long something takes depends on the machine, so that
	// nobody is to be accused of it.
	Late bool
	// Seen is what the question ended in.
	Seen error
}

func (c *Crash) Error() string { return c.Reason }

// Unwrap returns what the question ended in.
func (c *Crash) Unwrap() error { return c.Seen }

// answered is an error that a child gave as its answer: it is well.
type answered struct{ error }

// Answered marks an error of a question as the child's own answer, so that the child goes on.
func Answered(err error) error { return answered{err} }

// Prepare begins to start the child, and returns at once.
func (w *Worker[C]) Prepare() {
	limit := w.Limits.next(w.Limits.Scenario, w.lost)
	w.child = Future(func() (C, error) { return w.Begin(limit) })
}

// Ask puts one question to the child, which is started if there is none. question gets the processor time that the
// answer may take, which is usual or what is left of it, and a context that ends when the child is given up. A child that
// did not answer is gone afterwards, and the error is a *Crash.
func (w *Worker[C]) Ask(
	ctx context.Context,
	usual time.Duration,
	question func(ctx context.Context, c C, limit time.Duration) error,
) error {
	if w.child == nil {
		w.Prepare()
	}
	began := time.Now()
	c, err := w.child()
	if err != nil {
		w.child = nil
		return err
	}
	limit := w.Limits.next(usual, w.lost)
	limited, cancel := context.WithTimeout(ctx, Patience(limit))
	defer cancel()
	err = question(limited, c, limit)
	w.spent += time.Since(began)
	var answer answered
	if err == nil || errors.As(err, &answer) {
		if err != nil {
			err = answer.error
		}
		return err
	}
	w.child = nil
	w.lost += time.Since(began)
	died := c.End()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	late := errors.Is(err, context.DeadlineExceeded)
	return &Crash{Reason: died.Reason(w.What, late, limit, w.Limits.Memory), Late: died.TooLong(late), Seen: err}
}

// Count counts a crash, of which so many end the run.
func (w *Worker[C]) Count(reason string) { w.crashes = append(w.crashes, reason) }

// Crashed says whether any crash was counted.
func (w *Worker[C]) Crashed() bool { return len(w.crashes) > 0 }

// Over says why nothing more is to be asked, or "".
func (w *Worker[C]) Over() string {
	if n := len(w.crashes); n >= w.Limits.Crashes {
		return fmt.Sprintf("%s crashed %d times, so the run was ended (the last time: %s)", w.What, n, w.crashes[n-1])
	}
	if w.spent >= w.Limits.Total {
		return fmt.Sprintf("the scenarios before this one took the whole %s of real time that all of them have", Seconds(w.Limits.Total))
	}
	return ""
}

// Close ends the child, and returns when it is gone.
func (w *Worker[C]) Close() {
	if w.child == nil {
		return
	}
	c, err := w.child()
	w.child = nil
	if err == nil { // otherwise there is nothing to close, and a question has told of it
		c.End()
	}
}

// Future runs f at once in a goroutine of its own and returns a function that waits for its result.
func Future[T any](f func() (T, error)) func() (T, error) {
	wait := sync.OnceValues(f)
	go wait()
	return wait
}
