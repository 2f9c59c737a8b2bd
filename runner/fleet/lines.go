package fleet

import "bytes"

// lines calls each for every whole line that is written to it, without its end.
type lines struct {
	each func(line []byte)
	rest []byte
}

func (l *lines) Write(data []byte) (int, error) {
	l.rest = append(l.rest, data...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return len(data), nil
		}
		l.each(line)
		l.rest = rest
	}
}
