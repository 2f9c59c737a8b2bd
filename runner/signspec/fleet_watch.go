package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/reports/console"
	fleetreport "github.com/signspec/signspec/reports/fleet"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/target"
)

// fleetWatch tells of a fleet while it is checked: a row for each target that has ended, and below them which are being
// checked and how far each is. It passes on their events where they were asked for.
type fleetWatch struct {
	progress *check.Progress
	width    int // of the longest name
	of       int
	ended    int
	underWay []underWay

	events io.Writer // nil where nobody asked
	file   *os.File  // nil where events go to the standard output
	err    error     // what kept them from being passed on
	stderr io.Writer
}

// underWay is a target that is being checked.
type underWay struct{ name, scenario string }

// watchFleet begins to watch.
func watchFleet(env environment, o check.Options, members []target.Member) (*fleetWatch, error) {
	w := &fleetWatch{progress: o.Progress, of: len(members), stderr: env.stderr}
	for _, m := range members {
		w.width = max(w.width, utf8.RuneCountInString(m.Name))
	}
	if o.Events == "" {
		return w, nil
	}
	var err error
	if w.events, w.file, err = check.OpenEvents(o.Events, env.stdout); err != nil {
		return nil, fmt.Errorf("--events %s: %w", o.Events, err)
	}
	return w, nil
}

// begun tells that the check of a target begins.
func (w *fleetWatch) begun(name string) {
	w.underWay = append(w.underWay, underWay{name, "starting"})
	w.show()
}

// event takes an event of a target's check: it says which scenario that is at.
func (w *fleetWatch) event(name string, line []byte) {
	var e struct {
		Record *struct {
			Scenario string `json:"scenario"`
		} `json:"record"`
	}
	if err := json.Unmarshal(line, &e); err != nil {
		return // a check that is ended in the middle of a line
	}
	w.pass(name, line)
	for i := range w.underWay {
		if w.underWay[i].name == name && e.Record != nil {
			w.underWay[i].scenario = e.Record.Scenario
			w.show()
		}
	}
}

// pass passes an event on, with the name of the target in it.
func (w *fleetWatch) pass(name string, line []byte) {
	if w.events == nil || w.err != nil {
		return
	}
	target, err := json.Marshal(name)
	if err == nil {
		_, err = fmt.Fprintf(w.events, "{\"target\":%s,%s\n", target, strings.TrimPrefix(string(line), "{"))
	}
	w.err = err
}

// done tells what became of a target.
func (w *fleetWatch) done(m fleetreport.Member) {
	w.ended++
	w.underWay = slices.DeleteFunc(w.underWay, func(u underWay) bool { return u.name == m.Name })
	w.progress.Announce(m.Row(w.width))
	w.show()
}

// show shows what is going on.
func (w *fleetWatch) show() {
	if len(w.underWay) == 0 {
		return
	}
	var parts []string
	for _, u := range w.underWay {
		parts = append(parts, u.name+" "+u.scenario)
	}
	w.progress.Step(console.Step{Number: w.ended + 1, Of: w.of, Name: strings.Join(parts, ", ")})
}

// end ends the watch and returns an exit status: that of events which could not be passed on, or 0.
func (w *fleetWatch) end() int {
	w.progress.Stop()
	if w.file != nil {
		w.err = cmp.Or(w.err, w.file.Close())
	}
	if w.err != nil {
		fmt.Fprintln(w.stderr, "signspec: --events:", check.Detail(w.err))
		return run.ExitHarness
	}
	return run.ExitConformant
}
