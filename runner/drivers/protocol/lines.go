package protocol

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// readBuffer is how much is read at once; most messages fit.
const readBuffer = 64 << 10

// LineTooLongError says that a line is longer than the longest one that is read.
type LineTooLongError struct {
	Limit int
	Head  string // how the line begins, ready to be shown
}

func (e *LineTooLongError) Error() string {
	return fmt.Sprintf("the adapter printed a line of more than %d bytes, which begins with %s", e.Limit, e.Head)
}

// lineReader reads lines of bounded length, without their line ends, and skips empty ones. A last line without a
// line end counts.
type lineReader struct {
	reader *bufio.Reader
	limit  int
}

func newLineReader(r io.Reader, limit int) *lineReader {
	return &lineReader{reader: bufio.NewReaderSize(r, readBuffer), limit: limit}
}

// next returns the next line, which is the caller's to keep. Errors: io.EOF, *LineTooLongError, and what the
// underlying reader returns.
func (l *lineReader) next() ([]byte, error) {
	for {
		line, err := l.one()
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// one returns the next line with its line end, and at the end of the input what is left together with io.EOF.
func (l *lineReader) one() ([]byte, error) {
	var line []byte
	for {
		part, err := l.reader.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > l.limit {
			return nil, &LineTooLongError{Limit: l.limit, Head: Show(line)}
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
