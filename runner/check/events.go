package check

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	eventlog "github.com/signspec/signspec/reports/events"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// events tells of a run as it happens. A nil one tells nobody.
type events struct {
	name   string
	writer *eventlog.Writer
	file   *os.File // nil where it is the standard output
	err    error    // what kept the events from being told
}

// openEvents begins the events, where they are asked for.
func (c *check) openEvents() *events {
	if c.Events == "" {
		return nil
	}
	e := &events{name: c.Events}
	var out io.Writer
	if out, e.file, e.err = OpenEvents(c.Events, c.Stdout); e.err != nil {
		return e
	}
	if c.ShowSecrets {
		e.writer = eventlog.NewWriterShowingSecrets(out, nil)
	} else {
		e.writer = eventlog.NewWriter(out, nil, nil)
	}
	e.err = e.writer.Started(c.run())
	return e
}

// OpenEvents opens the file that events go to; file is nil where that is the standard output.
func OpenEvents(name string, stdout *os.File) (out io.Writer, file *os.File, err error) {
	if name == ToStdout {
		signal.Ignore(syscall.SIGPIPE) // who stops reading must not end the run before its reports are written
		return stdout, nil, nil
	}
	if err := eventsFile().replaceable(name); err != nil {
		return nil, nil, err
	}
	file, err = os.Create(name)
	return file, file, err
}

func (e *events) tell(tell func() error) {
	if e != nil && e.err == nil {
		e.err = tell()
	}
}

// record tells of a call.
func (e *events) record(r record.Record) {
	e.tell(func() error { return e.writer.Record(r) })
}

// judged tells how a rule fared.
func (e *events) judged(rule run.Rule) {
	e.tell(func() error { return e.writer.Judged(rule) })
}

// fault says that events could not be told, which a run that was asked for them must not hide.
func (e *events) fault() error {
	if e == nil || e.err == nil {
		return nil
	}
	return fmt.Errorf("--events %s: %w", e.name, e.err)
}

// end tells of the end of the run and closes the file. The error is one that fault has not told of before.
func (e *events) end(m run.Masked) error {
	if e == nil {
		return nil
	}
	before := e.err
	e.tell(func() error { return e.writer.Ended(m) })
	if e.file != nil {
		if err := e.file.Close(); e.err == nil {
			e.err = err
		}
	}
	if before != nil {
		return nil
	}
	return e.fault()
}
