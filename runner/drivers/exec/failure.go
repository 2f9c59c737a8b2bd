package exec

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// Failure says how an adapter process failed for good.
type Failure struct {
	// Err is what went wrong, one of the errors of package protocol.
	Err error
	// State is how the process ended by itself, such as "exit status 1"; empty where it still ran and was killed.
	State string
	// LastWords are the last lines that the process printed on its standard error, secrets masked.
	LastWords []string
}

func (f *Failure) Error() string {
	var text strings.Builder
	var closed *protocol.ClosedError
	switch {
	case f.State != "" && errors.As(f.Err, &closed):
		fmt.Fprintf(&text, "the adapter process ended (%s) without answering %s", f.State, closed.Method)
	case f.State != "":
		fmt.Fprintf(&text, "%v; then the process ended (%s)", f.Err, f.State)
	default:
		text.WriteString(f.Err.Error())
	}
	if len(f.LastWords) == 0 && f.State == "exit status 0" && closed != nil && closed.Method == protocol.Describe {
		text.WriteString("; a command after -- is an adapter, which answers requests on its standard input; " +
			"a module that exports signContract is given by itself: signspec wallet wallet.js")
	}
	if len(f.LastWords) > 0 {
		text.WriteString("; its last words on standard error:")
		for _, line := range f.LastWords {
			text.WriteString("\n    " + line)
		}
	}
	return text.String()
}

func (f *Failure) Unwrap() error { return f.Err }

// fail ends the process and says how it failed.
func (p *Process) fail(err error) *Failure {
	failure := &Failure{Err: err}
	var closed *protocol.ClosedError
	if errors.As(err, &closed) {
		// A closed output is nearly always the end of the process; give it the time to be seen as such.
		ctx, cancel := context.WithTimeout(context.Background(), drainTime)
		p.Await(ctx)
		cancel()
	}
	failure.State = p.State()
	p.Kill()
	failure.LastWords = p.words.all()
	return failure
}
