// Package picture draws what was observed of a call, and what is allowed, as timelines: pictures without any text that acts.
package picture

import (
	"fmt"
	"math"
	"path"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

// Drawing is a timeline as a picture: a vertical line, and on it a dot for each thing that was seen, with its time on
// the left and what it is on the right. All texts are safe to show.
type Drawing struct {
	Caption string
	// Description says the whole in words, for those who do not see it.
	Description   string
	Width, Height int // pixels, and units of the picture
	Top, Bottom   int // where the line begins and ends
	Rows          []Row
}

// Row is one dot.
type Row struct {
	Y                 int
	Time, Label, Text string
	Lines             []Line // the text as it is drawn
	Class             string // the colour: see page.css
	Remark            string // what is wrong with it; empty where nothing is
	Place             string // where in the source it came from
	Hollow            bool   // it did not come
	Gap               bool   // rows that are left out
}

// Line is a line of a text, and where it stands below its row.
type Line struct {
	Y    int
	Text string
}

// The layout of a drawing, in pixels of a screen.
const (
	drawingWidth = 344 // the width of a phone less its margins
	firstRow     = 22
	rowHeight    = 40
	mostStretch  = 26  // added to a row for a long time before it: enough to be seen
	textWidth    = 238 // right of the line
	between      = 8   // from one text to the next on a line
	firstLine    = 20  // of a row's text, below the row
	lineHeight   = 15
	mostLines    = 8 // of a text: the longest that a timeline shows has room
)

// Observed draws what was observed. It marks what has no place among the allowed steps, where there are any, and what
// happened at the place in the source that the finding names.
func Observed(r record.Record, f run.Finding) Drawing {
	chosen := chooseEvents(r, f)
	odd := make([]bool, len(chosen.events))
	bare := r // what frames the events
	bare.Events, bare.Changed, bare.Stage = nil, nil, nil
	frame := record.TimelineRows(bare)
	d := Drawing{Caption: "Observed"}
	if r.API == record.ProgramAPI {
		d.Caption = "Observed, in short"
	} else {
		if steps := stepsOf(f); len(steps) > 0 {
			odd, _ = compare(r, chosen.events, steps)
		}
		d.add(Row{Time: frame[0].Time, Label: frame[0].Label, Text: frame[0].Text, Class: "call"}, 0)
	}
	last := 0.0
	for i, event := range chosen.events {
		if chosen.hidden > 0 && i == chosen.gap {
			d.add(Row{Text: run.Plural(chosen.hidden, "more event"), Class: "gap", Gap: true}, 0)
		}
		row := eventRow(event, odd[i], f)
		if i == chosen.shows && row.Remark == "" {
			row.Remark = "not as documented"
		}
		d.add(row, event.At-last)
		last = event.At
	}
	end := frame[len(frame)-1]
	d.add(Row{Label: end.Label, Text: end.Text, Class: "end"}, 0)
	return d.finish()
}

func eventRow(event record.Event, odd bool, f run.Finding) Row {
	place := event.Place
	event.Place = nil // it stands next to the name
	row := record.TimelineRows(record.Record{API: record.ProgramAPI, Events: []record.Event{event}})[0]
	drawn := Row{Time: row.Time, Label: row.Label, Text: row.Text, Class: eventClass(event.Type)}
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

// causedAt says whether a place is the one that the finding names.
func causedAt(f run.Finding, place *record.Place) bool {
	return place != nil && f.File != "" && f.Line == place.Line &&
		(f.File == place.File || strings.HasSuffix(f.File, "/"+place.File))
}

// Allowed draws the steps that the finding has as allowed, and marks those that did not come; nil where it has none.
func Allowed(r record.Record, f run.Finding) *Drawing {
	steps := stepsOf(f)
	if len(steps) == 0 {
		return nil
	}
	d := Drawing{Caption: "As documented"}
	missing := make([]bool, len(steps))
	if r.API != record.ProgramAPI {
		d.Caption = "Allowed"
		d.add(Row{Label: "call", Text: r.API, Class: "call"}, 0)
		_, missing = compare(r, chooseEvents(r, run.Finding{}).events, steps)
	}
	for i, s := range steps {
		row := Row{Label: string(s.Type), Text: s.Text, Class: eventClass(s.Type)}
		if missing[i] {
			row.Hollow, row.Remark = true, "not in its place"
		}
		d.add(row, 0)
	}
	if len(steps) == 1 && r.API != record.ProgramAPI && len(r.Callbacks) > 0 {
		d.add(Row{Text: "nothing: the callback was not passed", Class: "gap", Gap: true}, 0)
	}
	d.finish()
	return &d
}

// add adds a row below the others, the lower the longer the time before it, in milliseconds.
func (d *Drawing) add(row Row, after float64) {
	row.Y = firstRow
	if n := len(d.Rows); n > 0 {
		above := d.Rows[n-1]
		row.Y = above.Y + rowHeight + lineHeight*max(len(above.Lines)-1, 0) + stretch(after)
	}
	row.Text = words.OneLine(row.Text, words.LongestText)
	if row.Gap {
		row.Text = fit(row.Text, textWidth, smallLetters)
	} else {
		for i, text := range wrap(row.Text, textWidth, smallLetters, mostLines) {
			row.Lines = append(row.Lines, Line{Y: firstLine + lineHeight*i, Text: text})
		}
	}
	row.Label = fit(words.Name(row.Label), textWidth/2, boldLetters)
	room := float64(textWidth) - widthOf(row.Label, boldLetters)
	if row.Remark != "" {
		room -= between + widthOf("✗ "+row.Remark, boldLetters)
	}
	row.Place = fit(words.Name(row.Place), room-between, smallLetters)
	d.Rows = append(d.Rows, row)
}

// stretch grows with the logarithm, so that 0.1 ms, 100 ms and 60 s look different on one page.
func stretch(ms float64) int {
	if ms <= 1 {
		return 0
	}
	return int(math.Min(mostStretch, 5*math.Log10(ms)))
}

// finish sets the size and the description of the drawing.
func (d *Drawing) finish() Drawing {
	d.Width, d.Height = drawingWidth, firstRow
	if n := len(d.Rows); n > 0 {
		d.Top, d.Bottom = d.Rows[0].Y, d.Rows[n-1].Y
		d.Height = d.Bottom + firstRow + 8 + lineHeight*max(len(d.Rows[n-1].Lines)-1, 0)
	}
	var parts []string
	for _, row := range d.Rows {
		text := strings.TrimSpace(strings.Join([]string{row.Label, row.Time}, " "))
		if row.Gap {
			text = row.Text
		}
		if row.Remark != "" {
			text += ", " + row.Remark
		}
		parts = append(parts, text)
	}
	d.Description = d.Caption + ": " + strings.Join(parts, "; ")
	return *d
}

// eventClass is the colour of an event: what it is, not whether it is right.
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
