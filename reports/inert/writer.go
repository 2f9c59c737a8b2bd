package inert

import (
	"bytes"
	"io"
)

// longestLine is how much of a line is kept until its end is there. What begins a command in a longer one is found all
// the same, except where the line is cut.
const longestLine = 1 << 20

// Writer passes whole lines on to To, with every workflow command broken up. Flush passes on what has no end.
type Writer struct {
	To   io.Writer
	rest []byte
}

// Write takes text. Its error is that of To.
func (w *Writer) Write(data []byte) (int, error) {
	w.rest = append(w.rest, data...)
	whole := bytes.LastIndexAny(w.rest, "\r\n") + 1
	if whole == 0 && len(w.rest) > longestLine {
		whole = len(w.rest)
	}
	if whole == 0 {
		return len(data), nil
	}
	lines := Text(string(w.rest[:whole]))
	w.rest = append([]byte{}, w.rest[whole:]...)
	if _, err := io.WriteString(w.To, lines); err != nil {
		return 0, err
	}
	return len(data), nil
}

// Flush passes on the line that has not ended.
func (w *Writer) Flush() error {
	lines := Text(string(w.rest))
	w.rest = nil
	_, err := io.WriteString(w.To, lines)
	return err
}
