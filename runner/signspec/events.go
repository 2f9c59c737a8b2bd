package main

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/onsi/ginkgo/v2"
	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// toStdout is the name of a file that stands for the standard output.
const toStdout = "-"

// telling is where the events of a run go.
type telling struct {
	events *reports.EventWriter
	file   *os.File // nil where it is the standard output
	masker *secret.Masker
	err    error // what kept the events from being told
}

// tell begins the events, where the flags ask for them.
func (c *check) tell() {
	if c.settings.events == "" || c.telling != nil {
		return
	}
	t := &telling{}
	c.telling = t
	if !c.settings.showSecrets {
		t.masker = secret.NewMasker()
	}
	var out io.Writer
	if out, t.file, t.err = c.openEvents(); t.err == nil {
		t.events = reports.NewEventWriter(out, nil)
		t.err = t.events.Started(c.run())
	}
}

// openEvents opens what the flag names; file is nil where that is the standard output.
func (c *check) openEvents() (out io.Writer, file *os.File, err error) {
	if c.settings.events == toStdout {
		signal.Ignore(syscall.SIGPIPE) // who stops reading must not end the run before its reports are written
		return c.env.stdout, nil, nil
	}
	file, err = os.Create(c.settings.events)
	return file, file, err
}

// tellRecord tells of a call.
func (c *check) tellRecord(r record.Record) {
	if c.telling != nil && c.telling.err == nil {
		c.telling.err = c.telling.events.Record(c.telling.masker.Record(r))
	}
}

// tellRules has each rule told of when it has been judged.
func (c *check) tellRules(build func() error, rulesOf func(types.Report) []run.Rule) func() error {
	if c.telling == nil {
		return build
	}
	return func() error {
		ginkgo.ReportAfterEach(func(spec types.SpecReport) {
			for _, rule := range rulesOf(types.Report{SpecReports: types.SpecReports{spec}}) {
				rule = run.MaskRule(c.telling.masker, rule)
				if c.telling.err == nil {
					c.telling.err = c.telling.events.Judged(rule)
				}
			}
		})
		return build()
	}
}

// untold says that events could not be told, which a run that was asked for them must not hide.
func (c *check) untold() error {
	if c.telling == nil || c.telling.err == nil {
		return nil
	}
	return fmt.Errorf("--events %s: %w", c.settings.events, c.telling.err)
}

// tellEnd tells of the end of the run and closes the file. The error is one that nothing has told of before.
func (c *check) tellEnd(r *run.Run) error {
	c.tell()
	t := c.telling
	if t == nil {
		return nil
	}
	before := t.err
	if t.err == nil {
		t.err = t.events.Ended(r)
	}
	if t.file != nil {
		if err := t.file.Close(); t.err == nil {
			t.err = err
		}
	}
	if before != nil {
		return nil
	}
	return c.untold()
}

// console is where the run is shown to a person: never where its events go.
func (c *check) console() *os.File {
	if c.settings.events == toStdout {
		return c.env.stderr
	}
	return c.env.stdout
}
