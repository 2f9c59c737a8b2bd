package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Row is one line of a drawn timeline. Its texts are safe to print: see Visible.
type Row struct {
	// Time is when it was seen, counted from the call, such as "812.5 ms"; empty where a row has no time.
	Time string
	// Mark is the piece of the line that the row hangs on: "┌", "├", "└", or "┆" where rows were left out.
	Mark string
	// Label says what was seen: "stage", "call", the type of an event, "changed", or how the record ended.
	Label string
	// Text says it in full, on one line.
	Text string
}

// rowText is how much of a text is drawn, in code points; a payload with both a state of 256 and a code of 32 fits, quoted and
// cut by Value.
const rowText = 400

// How wide the columns of a drawn timeline are: "9999.999 s" and "available" fit.
const (
	timeWidth  = 10
	labelWidth = 9
)

// Timeline draws what was observed of a call, a line an event, in order:
//
//	         ┌ stage      cancel
//	    0 ms ├ call       my.signContract({signStr: "https://..."}) with success, fail, complete
//	    0 ms ├ return     undefined
//	812.5 ms ├ fail       {errMessage: "cancelled", error: "6001"}
//	812.6 ms ├ complete   {errMessage: "cancelled", error: "6001"}
//	         └ settled    nothing more came
//
// Lines may be long and there is none empty; a reader with a narrow page lays out the TimelineRows itself.
func Timeline(r Record) string {
	rows := TimelineRows(r)
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.TrimRight(row.Head()+row.Text, " ")
	}
	return strings.Join(lines, "\n")
}

// Head returns the row without its text: the columns of time, mark and label, always of the same width unless the
// label is longer than any that this package gives.
func (row Row) Head() string {
	return fmt.Sprintf("%*s %s %-*s  ", timeWidth, row.Time, row.Mark, labelWidth, row.Label)
}

// Under returns a row that carries on the line of this one beside a further line of its text.
func (row Row) Under() Row {
	switch row.Mark {
	case "┌", "├":
		return Row{Mark: "│"}
	case "└":
		return Row{Mark: " "}
	}
	return Row{Mark: row.Mark}
}

// TimelineRows returns the rows of the timeline of a call. Of very many events only the most telling are drawn, and rows
// between say how many are not.
func TimelineRows(r Record) []Row {
	var rows []Row
	add := func(time, label, text string) {
		rows = append(rows, Row{Time: time, Mark: "├", Label: Visible(label), Text: Visible(cut(text))})
	}
	if r.Stage != nil {
		add("", "stage", stageText(*r.Stage))
	}
	if r.API != ProgramAPI && r.API != AttemptAPI { // these are not called; that they were started is their first event
		add(milliseconds(0), "call", callText(r))
	}
	left := 0
	gap := func() {
		if left > 0 {
			rows = append(rows, Row{Mark: "┆", Text: moreEvents(left)})
		}
		left = 0
	}
	shown := drawn(r.Events)
	for i, event := range r.Events {
		if !shown[i] {
			left++
			continue
		}
		gap()
		add(milliseconds(event.At), string(event.Type), placed(eventText(event), event.Place))
	}
	gap()
	for _, key := range sortedKeys(r.Changed) {
		add("", "changed", key+": "+r.Changed[key].String())
	}
	add("", string(r.End), endText(r))
	rows[0].Mark, rows[len(rows)-1].Mark = "┌", "└"
	return rows
}

// moreEvents counts events that are not drawn.
func moreEvents(n int) string {
	if n == 1 {
		return "1 more event"
	}
	return fmt.Sprintf("%d more events", n)
}

func stageText(s Stage) string {
	text := string(s.Outcome)
	if s.AuthState != "" {
		text += ", with authState " + Text(s.AuthState).String()
	}
	return text
}

// callText shows the call as the caller would have written it, and what else was arranged for it.
func callText(r Record) string {
	args := r.Args.String()
	if r.Args.Kind() == Undefined && len(r.Callbacks) == 0 {
		args = ""
	}
	text := fmt.Sprintf("%s(%s)", r.API, args)
	if len(r.Callbacks) > 0 {
		text += " with " + strings.Join(r.Callbacks, ", ")
	} else {
		text += " without callbacks"
	}
	if how := callerText(r.Caller); how != "" {
		text += "; " + how
	}
	if len(r.Throws) > 0 && (r.Caller == nil || r.Caller.Does == "") {
		text += "; " + strings.Join(r.Throws, ", ") + " will throw"
	}
	if r.Frozen {
		text += "; options frozen"
	}
	return text
}

// onPurpose is what is said of the error that a throwing callback threw; a driver marks it by the argument "callback".
const onPurpose = " (the one that the callback threw on purpose)"

func eventText(e Event) string {
	if text, ok := programText(e); ok {
		return text
	}
	if text, ok := attemptText(e); ok {
		return text
	}
	args := e.Args
	note := ""
	if (e.Type == Threw || e.Type == Uncaught) && len(args) > 1 && args[len(args)-1].Equal(Text("callback")) {
		args, note = args[:len(args)-1], onPurpose
	}
	if e.Type == Uncaught && len(args) == 2 {
		kind, _ := args[1].Str() // "exception" or "rejection", which matters more than the message
		return kind + ": " + args[0].String() + note
	}
	if len(args) == 0 {
		return "(no argument)"
	}
	parts := make([]string, len(args))
	for i, arg := range args {
		parts[i] = arg.String()
	}
	return strings.Join(parts, ", ") + note
}

// placed adds where an event came from; before it, since the text may be cut.
func placed(text string, p *Place) string {
	switch {
	case p == nil:
		return text
	case p.Column == 0:
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, text)
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, text)
}

func endText(r Record) string {
	text := map[End]string{
		Settled:  "nothing more came",
		Idle:     "nothing is left that could ever call back",
		Deadline: "nothing came in the time allowed",
		Crashed:  "the target died, or had to be killed",
	}[r.End]
	if r.Reason != "" {
		return strings.TrimPrefix(text+": "+r.Reason, ": ")
	}
	return text
}

// milliseconds shows a time since the call, to the precision that tells neighbours apart.
func milliseconds(at float64) string {
	if at >= 1000 {
		return strconv.FormatFloat(at/1000, 'f', 3, 64) + " s"
	}
	return strings.TrimSuffix(strconv.FormatFloat(at, 'f', 1, 64), ".0") + " ms"
}

func cut(text string) string {
	characters := 0
	for at := range text {
		if characters == rowText {
			return text[:at] + "…"
		}
		characters++
	}
	return text
}

func sortedKeys(fields map[string]Value) []string {
	keys := make([]string, 0, len(fields))
	for key := range fields {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Visible returns text as one line that is safe to show: everything that a terminal, a page or a log could act upon
// instead of showing (control characters, ANSI escapes, line breaks, characters that reverse or hide text, invalid
// UTF-8) is written as an escape such as \x1b or \u202e. Text without any is returned as it is.
func Visible(text string) string {
	if visible(text) {
		return text
	}
	var b strings.Builder
	for i, width := 0, 0; i < len(text); i += width {
		var r rune
		r, width = utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && width == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return b.String()
}

func visible(text string) bool {
	for i, r := range text {
		if r == utf8.RuneError {
			if _, width := utf8.DecodeRuneInString(text[i:]); width == 1 {
				return false
			}
		}
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}
