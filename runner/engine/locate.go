package engine

import (
	"fmt"
	"strings"
	"sync"
)

// Locate returns where a function stands in the source, given its text in the bundle (what toString gives of it); ""
// where that text is not there or not there only once.
func (b *Bundle) Locate(function string) string {
	at := strings.Index(b.Script, function)
	if function == "" || at < 0 || strings.LastIndex(b.Script, function) != at {
		return ""
	}
	found, ok := b.Positions()(at)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", found.File, found.Line, found.Column)
}

// Positions returns a function that tells where in the source an offset of the script comes from, in bytes. It reads the
// source map once, when it is first called, and may be called from several goroutines.
func (b *Bundle) Positions() func(offset int) (Frame, bool) {
	read := placesOf(b.Script)
	return func(offset int) (Frame, bool) {
		at := read()
		return at.sources.source(at.starts.position(offset))
	}
}

// places finds the places of a script.
type places struct {
	sources *sourceMap
	starts  lineStarts
}

// placesOf returns a function that reads them when it is first called.
func placesOf(script string) func() places {
	return sync.OnceValue(func() places { return places{inlineMapOf(script), startsOf(script)} })
}

// lineStarts are the offsets at which the lines of a script begin.
type lineStarts []int

func startsOf(script string) lineStarts {
	starts := lineStarts{0}
	for i := 0; i < len(script); i++ {
		if script[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// position is the line and the column of an offset, in bytes and from 1.
func (s lineStarts) position(offset int) (line, column int) {
	low, high := 0, len(s)
	for high-low > 1 {
		if middle := (low + high) / 2; s[middle] <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return low + 1, offset - s[low] + 1
}

// offset is the reverse of position.
func (s lineStarts) offset(line, column int) int {
	if line < 1 || line > len(s) {
		return -1
	}
	return s[line-1] + column - 1
}
