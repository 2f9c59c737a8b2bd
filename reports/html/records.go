package html

import (
	"bytes"
	"fmt"

	"github.com/signspec/signspec/reports/plainjson"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

// How much of the records the page holds. A browser opens a page of a few megabytes at once.
const (
	mostRecords   = 2000
	longestJSON   = 20000 // bytes of the JSON of a record; a usual one has 2000
	mostJSONItems = 200   // events of a record whose JSON is shown
	longestLine   = 400   // code points of a line that the target printed
	mostPrinted   = 50    // lines that the target printed
)

// pageRecord is a record that can be opened.
type pageRecord struct {
	Anchor, ID, About string
	Rows              []record.Row
	Printed           []string
	JSON              string
	Left              string // why there is no JSON
}

func (p *page) addRecords() {
	records := p.run.Records
	if len(records) > mostRecords {
		p.RecordsLeft, records = len(records)-mostRecords, records[:mostRecords]
	}
	for i, r := range records {
		shown := pageRecord{Anchor: fmt.Sprintf("record-%d", i+1), ID: words.Name(r.ID), Rows: record.TimelineRows(r)}
		for j := range shown.Rows { // its text is cut already
			shown.Rows[j].Label = words.Shorten(shown.Rows[j].Label, words.LongestName)
		}
		if r.Stage != nil {
			shown.About = words.Name(string(r.Stage.Outcome)) + ", "
		}
		shown.About += words.Name(string(r.End))
		for _, line := range r.Console[:min(mostPrinted, len(r.Console))] {
			shown.Printed = append(shown.Printed, words.OneLine(line, longestLine))
		}
		shown.JSON, shown.Left = recordJSON(r)
		p.Records = append(p.Records, shown)
	}
}

// recordJSON is the record as report.json has it, and why it is not shown where it is too long.
func recordJSON(r record.Record) (text, left string) {
	const tooLong = "The record is too long to be shown here; report.json has it."
	if len(r.Events) > mostJSONItems || textOf(r) > longestJSON { // at least as long as that
		return "", tooLong
	}
	document, err := plainjson.Encode(run.CompleteRecord(r), "  ")
	if err != nil {
		return "", words.OneLine("The record cannot be written as JSON: "+err.Error(), words.LongestText)
	}
	if len(document) > longestJSON {
		return "", tooLong
	}
	return string(bytes.TrimSpace(document)), ""
}

// textOf counts the characters in the texts of a record, so that one of many megabytes need not be encoded to find that
// it is too long.
func textOf(r record.Record) int {
	n := len(r.ID) + len(r.Reason) + textIn(r.Args)
	for _, line := range r.Console {
		n += len(line)
	}
	for _, event := range r.Events {
		for _, arg := range event.Args {
			n += textIn(arg)
		}
	}
	for name, v := range r.Changed {
		n += len(name) + textIn(v)
	}
	return n
}

func textIn(v record.Value) int {
	n := v.Length()
	for _, item := range v.Items() {
		n += textIn(item)
	}
	for _, name := range v.Keys() {
		field, _ := v.Field(name)
		n += len(name) + textIn(field)
	}
	return n
}
