package reports

import (
	"fmt"
	"math"
	"path"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// drawing is a timeline as a picture: a vertical line, and on it a dot for each thing that was seen, with its time on
// the left and what it is on the right. All texts are safe to show.
type drawing struct {
	Caption string
	// Told says the whole in words, for those who do not see it.
	Told          string
	Width, Height int // pixels, and units of the picture
	Top, Bottom   int // where the line begins and ends
	Rows          []drawnRow
}

// drawnRow is one dot.
type drawnRow struct {
	Y                 int
	Time, Label, Text string
	Class             string // the colour: see page.css
	Remark            string // what is wrong with it; empty where nothing is
	Place             string // where in the source it came from
	Hollow            bool   // it did not come
	Gap               bool   // rows that are left out
}

// The layout of a drawing, in pixels of a screen.
const (
	drawingWidth = 344 // the width of a phone less its margins
	firstRow     = 22
	rowHeight    = 40
	mostStretch  = 26  // added to a row for a long time before it: enough to be seen
	textWidth    = 238 // beside the line
	between      = 8   // from one text to the next on a line
)

// drawObserved draws what was observed. It marks what has no place among the allowed steps, where there are any, and
// what happened at the place in the source that a finding names.
func drawObserved(r record.Record, steps []step, f run.Finding) drawing {
	chosen := tellingEvents(r, f)
	odd := make([]bool, len(chosen.events))
	bare := r // what frames the events
	bare.Events, bare.Changed, bare.Stage = nil, nil, nil
	frame := record.TimelineRows(bare)
	d := drawing{Caption: "Observed"}
	if r.API == record.ProgramAPI {
		d.Caption = "Observed, in short"
	} else {
		odd, _ = compare(r, chosen.events, steps)
		d.add(drawnRow{Time: frame[0].Time, Label: frame[0].Label, Text: frame[0].Text, Class: "call"}, 0)
	}
	last := 0.0
	for i, event := range chosen.events {
		if chosen.hidden > 0 && i == chosen.gap {
			d.add(drawnRow{Text: fmt.Sprintf("%d more events", chosen.hidden), Class: "gap", Gap: true}, 0)
		}
		d.add(drawnEvent(event, odd[i], f), event.At-last)
		last = event.At
	}
	end := frame[len(frame)-1]
	d.add(drawnRow{Label: end.Label, Text: end.Text, Class: "end"}, 0)
	return d.finish()
}

func drawnEvent(event record.Event, odd bool, f run.Finding) drawnRow {
	place := event.Place
	event.Place = nil // it stands beside the name
	row := record.TimelineRows(record.Record{API: record.ProgramAPI, Events: []record.Event{event}})[0]
	drawn := drawnRow{Time: row.Time, Label: row.Label, Text: row.Text, Class: eventClass(event.Type)}
	switch {
	case odd:
		drawn.Remark = "not allowed here"
	case causedAt(f, place):
		drawn.Remark = "this line"
	}
	if place != nil {
		drawn.Place = fmt.Sprintf("%s:%d", path.Base(place.File), place.Line)
	}
	return drawn
}

// caused says whether a place is the one that the finding names.
func causedAt(f run.Finding, place *record.Place) bool {
	return place != nil && f.File != "" && f.Line == place.Line &&
		(f.File == place.File || strings.HasSuffix(f.File, "/"+place.File))
}

// drawAllowed draws the steps, and marks those that did not come.
func drawAllowed(caption string, r record.Record, steps []step) drawing {
	d := drawing{Caption: caption}
	missing := make([]bool, len(steps))
	if r.API != record.ProgramAPI {
		d.add(drawnRow{Label: "call", Text: r.API, Class: "call"}, 0)
		_, missing = compare(r, tellingEvents(r, run.Finding{}).events, steps)
	}
	for i, s := range steps {
		row := drawnRow{Label: string(s.Type), Text: s.Text, Class: eventClass(s.Type)}
		if missing[i] {
			row.Hollow, row.Remark = true, "not in its place"
		}
		d.add(row, 0)
	}
	if len(steps) == 1 && r.API != record.ProgramAPI && len(r.Callbacks) > 0 {
		d.add(drawnRow{Text: "nothing: the callback was not passed", Class: "gap", Gap: true}, 0)
	}
	return d.finish()
}

// add adds a row below the others, the lower the longer the time before it, in milliseconds.
func (d *drawing) add(row drawnRow, after float64) {
	row.Y = firstRow
	if n := len(d.Rows); n > 0 {
		row.Y = d.Rows[n-1].Y + rowHeight + stretch(after)
	}
	row.Text = fitDrawn(oneLine(row.Text, longestName), textWidth, smallLetters)
	row.Label = fitDrawn(oneLine(row.Label, longestName), textWidth/2, boldLetters)
	room := float64(textWidth) - drawnWidth(row.Label, boldLetters)
	if row.Remark != "" {
		room -= between + drawnWidth("✗ "+row.Remark, boldLetters)
	}
	row.Place = fitDrawn(oneLine(row.Place, longestName), room-between, smallLetters)
	d.Rows = append(d.Rows, row)
}

// stretch grows with the logarithm, so that 0.1 ms, 100 ms and 60 s are told apart on one page.
func stretch(ms float64) int {
	if ms <= 1 {
		return 0
	}
	return int(math.Min(mostStretch, 5*math.Log10(ms)))
}

func (d *drawing) finish() drawing {
	d.Width, d.Height = drawingWidth, firstRow
	if n := len(d.Rows); n > 0 {
		d.Top, d.Bottom = d.Rows[0].Y, d.Rows[n-1].Y
		d.Height = d.Bottom + firstRow + 8
	}
	var told []string
	for _, row := range d.Rows {
		text := strings.TrimSpace(strings.Join([]string{row.Label, row.Time}, " "))
		if row.Gap {
			text = row.Text
		}
		if row.Remark != "" {
			text += ", " + row.Remark
		}
		told = append(told, text)
	}
	d.Told = d.Caption + ": " + strings.Join(told, "; ")
	return *d
}

// eventClass is the colour of an event: what it tells, not whether it is right.
func eventClass(t record.EventType) string {
	switch t {
	case record.Success, record.Resolved:
		return "success"
	case record.Failed, record.Rejected:
		return "fail"
	case record.Completed:
		return "complete"
	case record.Threw, record.Uncaught:
		return "bad"
	case record.Called, record.Delivered, record.Opened:
		return "call"
	}
	return "plain"
}
