package engine

import (
	"fmt"
	"strings"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
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

// Positions returns a function that tells where in the source an offset of the script comes from, in bytes. It parses
// the bundle once, when it is first called, and may be called from several goroutines.
func (b *Bundle) Positions() func(offset int) (Frame, bool) {
	parsed := sync.OnceValue(func() *file.File {
		program, err := goja.Parse(bundleName, b.Script, noSourceMapFiles)
		if err != nil {
			return nil
		}
		return program.File
	})
	return func(offset int) (Frame, bool) {
		if parsed() == nil {
			return Frame{}, false
		}
		position := parsed().Position(offset)
		found := Frame{File: fileName(position.Filename), Line: position.Line, Column: position.Column}
		return found, !found.internal()
	}
}
