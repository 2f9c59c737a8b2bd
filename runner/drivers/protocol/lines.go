package protocol

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
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

// UnfinishedLineError says that the adapter began a line, and does not end it.
type UnfinishedLineError struct {
	Method string
	After  time.Duration
}

func (e *UnfinishedLineError) Error() string {
	return fmt.Sprintf("the adapter began a line to answer %s, and had not ended it after %s", e.Method, e.After.Round(time.Second))
}

// lineReader reads lines of bounded length, without their line ends, and skips empty ones. A last line without a
// line end counts.
type lineReader struct {
	reader *bufio.Reader
	limit  int

	mu    sync.Mutex
	began time.Time // when the first byte came of a line that has no end yet; zero where there is none
	size  int       // bytes of it, in pieces of readBuffer
}

func newLineReader(r io.Reader, limit int) *lineReader {
	return &lineReader{reader: bufio.NewReaderSize(r, readBuffer), limit: limit}
}

// slowest is how many bytes of a line a second are no sign that it never ends.
const slowest = 1 << 20

// late says whether a line was begun and is not ended, although so much time has gone by since its first byte, or since
// somebody waits for it, and what it may take for the size that it has.
func (l *lineReader) late(since time.Time, most time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.began.IsZero() {
		return false
	}
	if l.began.After(since) {
		since = l.began
	}
	return time.Since(since) > most+time.Duration(l.size)*time.Second/slowest
}

// got notes that a line has got so many bytes and not ended; with 0 it has ended.
func (l *lineReader) got(size int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case size == 0:
		l.began = time.Time{}
	case l.began.IsZero():
		l.began = time.Now()
	}
	l.size = size
}

// next returns the next line, which is the caller's to keep. Errors: io.EOF, *LineTooLongError, and what the
// underlying reader returns.
func (l *lineReader) next() ([]byte, error) {
	skipped := 0
	for {
		line, err := l.one()
		skipped += len(line)
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
		if skipped > l.limit {
			return nil, &LineTooLongError{Limit: l.limit, Head: Show([]byte("\n\n\n"))}
		}
		if err != nil {
			return nil, err
		}
	}
}

// one returns the next line with its line end, and at the end of the input what is left together with io.EOF.
func (l *lineReader) one() ([]byte, error) {
	defer l.got(0)
	var line []byte
	if _, err := l.reader.Peek(1); err == nil {
		l.got(1)
	}
	for {
		part, err := l.reader.ReadSlice('\n')
		line = append(line, part...)
		l.got(len(line))
		if len(line) > l.limit {
			return nil, &LineTooLongError{Limit: l.limit, Head: Show(line)}
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}
