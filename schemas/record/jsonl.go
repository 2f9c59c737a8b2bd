package record

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// MaxLine is the longest line of a file of records, in bytes. The observer keeps a record below 3 MiB whatever the
// wallet does; a longer line is not a record, and a file without line ends must not fill the memory.
const MaxLine = 8 << 20

// Reader reads records from a .jsonl stream: one record a line, empty lines skipped.
type Reader struct {
	lines *bufio.Reader
	line  int
}

// NewReader returns a Reader of r.
func NewReader(r io.Reader) *Reader { return &Reader{lines: bufio.NewReader(r)} }

// Read returns the next record. Errors: io.EOF after the last one, *ParseError where a line is not a record, and
// what the stream returns.
func (r *Reader) Read() (Record, error) {
	for {
		line, err := r.next()
		if text := bytes.TrimSpace(line); len(text) == 0 {
			if err != nil {
				return Record{}, err
			}
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return Record{}, err
		}
		parsed, err := Parse(line)
		var wrong *ParseError
		if errors.As(err, &wrong) {
			wrong.Line = r.line // a record has no line ends inside
		}
		return parsed, err
	}
}

// Line returns the number of the line that was read last, from 1.
func (r *Reader) Line() int { return r.line }

// All returns the records up to the first error, which comes with a zero record; the end of the stream is none.
func (r *Reader) All() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for {
			rec, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// next returns the next line, at the end of the stream together with io.EOF. A byte order mark, which editors of
// Windows put before the first line, is dropped.
func (r *Reader) next() ([]byte, error) {
	r.line++
	var line []byte
	for {
		part, err := r.lines.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > MaxLine {
			return nil, &ParseError{Line: r.line, Column: 1, Err: fmt.Errorf("the line is longer than %d bytes", MaxLine)}
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if r.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		return line, err
	}
}

// Writer writes records to a .jsonl stream, each on one line. It writes them as they are: what must not be seen of them
// is masked before, by schemas/secret.
type Writer struct{ out io.Writer }

// NewWriter returns a Writer to w.
func NewWriter(w io.Writer) *Writer { return &Writer{out: w} }

// Write writes one record, in a single write of a whole line.
func (w *Writer) Write(r Record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("writing record %s: %w", r.ID, err)
	}
	if line = Plain(line); len(line) > MaxLine {
		return fmt.Errorf("writing record %s: its %d bytes are more than the %d of the longest line", r.ID, len(line), MaxLine)
	}
	if _, err := w.out.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("writing record %s: %w", r.ID, err)
	}
	return nil
}
