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
	found, ok := b.Locator()(function)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s:%d:%d", found.File, found.Line, found.Column)
}

// Locator returns a function like Locate for many functions: it parses the bundle once, when it is first called. It
// may be called from several goroutines.
func (b *Bundle) Locator() func(function string) (Frame, bool) {
	parsed := sync.OnceValue(func() *file.File {
		program, err := goja.Parse(bundleName, b.Script, noSourceMapFiles)
		if err != nil {
			return nil
		}
		return program.File
	})
	return func(function string) (Frame, bool) {
		at := strings.Index(b.Script, function)
		if function == "" || at < 0 || strings.LastIndex(b.Script, function) != at || parsed() == nil {
			return Frame{}, false
		}
		position := parsed().Position(at)
		found := Frame{File: fileName(position.Filename), Line: position.Line, Column: position.Column}
		return found, !found.internal()
	}
}
