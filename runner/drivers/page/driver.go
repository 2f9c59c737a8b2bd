package page

import (
	"context"
	"time"

	"github.com/signspec/signspec/runner/drivers/ui"
)

// Driver is how a Session reaches its page. Errors are returned as they are; Explain says what they mean.
type Driver interface {
	// Open brings the page up, if it is not, and puts the probe into it. fresh says that the document is another than
	// when Open was last asked.
	Open(ctx context.Context) (fresh bool, err error)
	// Shut ends whatever Open has started. Open may be asked again.
	Shut(ctx context.Context)
	// Location says where the page is, to name a wallet that has no name.
	Location() string
	// Evaluate runs a script, the body of a function that returns text, in the document with the probe. The arguments are
	// plain data. The error is ErrAway where the document is another one.
	Evaluate(ctx context.Context, script string, arguments ...any) (text string, err error)
	// Begin has the page begin the scenario, and does not wait for it. Whatever ends the scenario before it is done is
	// told to run.Fail. An error says that no call was made yet.
	Begin(ctx context.Context, run *Run) error
	// Next waits for what the page says next.
	Next(ctx context.Context, run *Run) (Message, error)
	// Answer answers what the page asked, in JSON.
	Answer(ctx context.Context, ask int, answer string) error
	// Hand reaches the authorisation page of a call.
	Hand(run *Run, call *Call) Hand
	// RestoreNetwork gives the page its network back after a Hand has taken it away.
	RestoreNetwork(ctx context.Context) error
	// Explain returns what an error means: a *CrashError, a *LeftError, a *config.Error, or the error as it is.
	Explain(err error) error
}

// Hand does what a person does on the authorisation page of one call.
type Hand interface {
	// Prepare makes ready for a gesture, once. The page that lies on top has to be dealt with first.
	Prepare(ctx context.Context, g Gesture) error
	// Try makes a gesture, once. The error is a *NotYetError where it may be tried again later.
	Try(ctx context.Context, g Gesture) error
	// Pace is the longest pause between two tries.
	Pace() time.Duration
	// Back goes back in the history of the page.
	Back(ctx context.Context) error
	// Network takes the network away from the page, or gives it back.
	Network(ctx context.Context, on bool) error
	// Close is called when nothing more is to be done for the call.
	Close()
}

// Gesture is one thing done with one element.
type Gesture struct {
	Kind    GestureKind
	Element string // its name, in the way of the driver
	Text    string // what to type
}

// GestureKind says what is done with an element.
type GestureKind int

// What GestureKind may be.
const (
	Click GestureKind = iota
	Tap
	Type
	See // nothing is done; the element is waited for
)

// Performs says whether a person changes something by the gesture.
func (g Gesture) Performs() bool { return g.Kind != See }

var _ ui.Surface = (*surface)(nil)
