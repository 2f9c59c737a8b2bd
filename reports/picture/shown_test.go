package picture

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

func TestThePayloadThatShowsAFindingIsMarked(t *testing.T) {
	r := call(record.Cancel, all, record.Returned, record.Failed, record.Completed)
	for event, want := range map[int]string{0: "", 2: "fail", 3: "complete"} {
		var marked []string
		for _, row := range Observed(r, run.Finding{Event: event, Allowed: allowed(record.Failed)}).Rows {
			if row.Remark != "" {
				marked = append(marked, row.Label)
			}
		}
		if got := strings.Join(marked, " "); got != want {
			t.Errorf("event %d: %q is marked, want %q", event, got, want)
		}
	}
}

func TestThePayloadThatShowsAFindingIsAlwaysDrawn(t *testing.T) {
	r := call(record.Approve, all, record.Returned)
	for range 999 {
		r.Events = append(r.Events, record.Event{Type: record.Opened})
	}
	for _, event := range []int{2, firstDrawn, firstDrawn + 1, 500, len(r.Events) - lastDrawn, len(r.Events) - lastDrawn + 1, len(r.Events)} {
		at := r
		at.Events = append([]record.Event{}, r.Events...)
		at.Events[event-1].Type = record.Success
		d := Observed(at, run.Finding{Event: event})
		marked := 0
		for _, row := range d.Rows {
			if row.Remark != "" {
				marked++
				if row.Label != "success" {
					t.Errorf("event %d: %s is marked", event, row.Label)
				}
			}
		}
		if marked != 1 {
			t.Errorf("event %d: %d rows are marked", event, marked)
		}
	}
}

func TestAPayloadIsNotCutWhereThereIsRoom(t *testing.T) {
	r := call(record.Cancel, all, record.Returned, record.Failed)
	payload := record.Fields(map[string]record.Value{
		"error": record.Text("6001"), "errMessage": record.Text("the person has cancelled, after having read all of it"), "extra": record.Text("z"),
	})
	r.Events[1].Args = []record.Value{payload}
	d := Observed(r, run.Finding{})
	row := d.Rows[2]
	var whole []string
	for i, line := range row.Lines {
		if widthOf(line.Text, smallLetters) > textWidth {
			t.Errorf("line %d is too wide: %s", i, line.Text)
		}
		whole = append(whole, line.Text)
	}
	if len(row.Lines) < 2 || strings.Join(whole, " ") != payload.String() {
		t.Errorf("the payload is drawn as %q, want %s", whole, payload)
	}
	if below := d.Rows[3]; below.Y < row.Y+row.Lines[len(row.Lines)-1].Y+lineHeight {
		t.Errorf("the row below, at %d, is in the text", below.Y)
	}
	if last := d.Rows[len(d.Rows)-1]; d.Height < last.Y+firstLine {
		t.Errorf("the drawing is %d high, and its last row at %d", d.Height, last.Y)
	}
}
