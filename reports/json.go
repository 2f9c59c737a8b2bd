package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// WriteJSON writes the run as report.json, to be read by programs and by replay; report.schema.json describes it. A
// list that is empty is written as one. Characters that a terminal or an editor would act upon are written as JSON
// escapes, so that the file can be looked at, and mean the same to a program.
func WriteJSON(w io.Writer, r *run.Run) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false) // a file of its own, not a part of a page
	if err := encoder.Encode(complete(r)); err != nil {
		return fmt.Errorf("encoding the run: %w", err)
	}
	_, err := w.Write(escapeJSON(buffer.Bytes()))
	return err
}

// escapeJSON escapes the characters of a JSON document that do not print. Outside of its strings there is none.
func escapeJSON(document []byte) []byte {
	acts := func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }
	if bytes.IndexFunc(document, acts) < 0 {
		return document
	}
	var b bytes.Buffer
	for _, r := range string(document) {
		if !acts(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.Bytes()
}

// complete returns the run with empty lists in place of nil ones, and its time in UTC to the millisecond.
func complete(r *run.Run) *run.Run {
	whole := *r
	whole.StartedAt = r.StartedAt.UTC().Truncate(time.Millisecond)
	whole.Notes = list(r.Notes)
	whole.Rules = append([]run.Rule{}, r.Rules...)
	for i := range whole.Rules {
		whole.Rules[i] = completeRule(whole.Rules[i])
	}
	whole.Records = append([]record.Record{}, r.Records...)
	for i := range whole.Records {
		whole.Records[i] = completeRecord(whole.Records[i])
	}
	return &whole
}

func completeRule(rule run.Rule) run.Rule {
	rule.Scenarios, rule.Untested, rule.Findings = list(rule.Scenarios), list(rule.Untested), list(rule.Findings)
	return rule
}

func completeRecord(call record.Record) record.Record {
	call.Callbacks, call.Events = list(call.Callbacks), append([]record.Event{}, call.Events...)
	for i := range call.Events {
		call.Events[i].Args = list(call.Events[i].Args)
	}
	return call
}

// list returns the items, or an empty list where there is none.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
