package audit

import (
	"bytes"
	"fmt"
	"io"

	"github.com/signspec/signspec/reports/audit"
	"github.com/signspec/signspec/schemas/record"
)

const (
	// blockSize is how much is read and judged at once, in bytes: enough that handing it over costs nothing.
	blockSize = 1 << 20
	// longestSkip is how many bytes of a line without an end are read before the file is given up: an archive of a few MB
	// may hold one that never ends.
	longestSkip = 1 << 30
)

// block is some whole lines of a file. The last one may lack its line end.
type block struct {
	file  string
	first int64 // the number of the first line, from 1
	data  []byte
}

// judge judges the lines of a block.
func (w *Worker) judge(b block) {
	for number, rest := b.first, b.data; len(rest) > 0; number++ {
		var text []byte
		text, rest, _ = bytes.Cut(rest, []byte{'\n'})
		w.Line(b.file, number, text)
	}
}

// cutter cuts a stream into blocks.
type cutter struct {
	file string
	line int64 // the number of the next line
	// fresh returns a buffer of blockSize bytes, and emit takes one over.
	fresh   func() []byte
	emit    func(block)
	problem func(audit.Problem)
}

// cut reads the stream to its end. What is wrong with it is told as a problem.
func (c *cutter) cut(r io.Reader) {
	c.line = 1
	var rest []byte // of the last line, which has not ended yet
	for {
		buffer := append(c.fresh()[:0], rest...)
		if len(buffer) == cap(buffer) { // a long line
			buffer = append(make([]byte, 0, 2*cap(buffer)), buffer...)
		}
		buffer, err := fill(r, buffer)
		if c.line == 1 {
			buffer = bytes.TrimPrefix(buffer, []byte("\xef\xbb\xbf"))
		}
		end := bytes.LastIndexByte(buffer, '\n') + 1
		if err == io.EOF {
			end = len(buffer)
		}
		rest = append([]byte(nil), buffer[end:]...)
		c.hand(buffer[:end])
		switch {
		case err == io.EOF:
			return
		case err != nil:
			c.stop(err)
			return
		case len(rest) > record.MaxLine:
			if rest, err = c.skip(r); err != nil {
				c.stop(err)
				return
			}
			if rest == nil {
				return
			}
		}
	}
}

// fill reads until the buffer is full or the stream ends, in which case it returns io.EOF.
func fill(r io.Reader, buffer []byte) ([]byte, error) {
	for len(buffer) < cap(buffer) {
		n, err := r.Read(buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if err != nil {
			return buffer, err
		}
	}
	return buffer, nil
}

// hand hands over a block.
func (c *cutter) hand(data []byte) {
	if len(data) == 0 {
		return
	}
	first := c.line
	c.line += int64(bytes.Count(data, []byte{'\n'}))
	c.emit(block{c.file, first, data})
}

// stop tells that reading stopped in the middle.
func (c *cutter) stop(err error) {
	c.problem(audit.Problem{Kind: audit.CutOff, File: c.file, Count: 1, Line: c.line,
		Why: fmt.Sprintf("reading stopped here, and what follows is not counted: %v", err)})
}

// skip leaves out a line that is too long, and returns what was read of the next; nil at the end of the stream.
func (c *cutter) skip(r io.Reader) ([]byte, error) {
	c.problem(tooLong(c.file, c.line))
	buffer := make([]byte, 1<<16)
	for skipped := 0; skipped < longestSkip; {
		n, err := r.Read(buffer)
		if at := bytes.IndexByte(buffer[:n], '\n'); at >= 0 {
			c.line++
			return append([]byte{}, buffer[at+1:n]...), nil
		}
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		skipped += n
	}
	return nil, fmt.Errorf("the line has no end within %d bytes", longestSkip)
}

func tooLong(file string, line int64) audit.Problem {
	return audit.Problem{Kind: audit.TooLong, File: file, Count: 1, Line: line,
		Why: fmt.Sprintf("the line is longer than %d bytes", record.MaxLine)}
}
