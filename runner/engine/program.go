package engine

import (
	"embed"
	"errors"
	"fmt"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// Program is compiled JavaScript; it may be run by any number of VMs, at the same time too.
type Program struct{ program *goja.Program }

// noSourceMapFiles keeps the interpreter from opening the file that a sourceMappingURL names: inline maps are used,
// anything else is ignored.
var noSourceMapFiles = parser.WithSourceMapLoader(func(string) ([]byte, error) {
	return nil, errors.New("source maps are read from the program itself only")
})

// Compile compiles a script for the interpreter, which knows ES2017 and parts of what came later; the name is what
// stacks show where the script holds no inline source map. A script of the suite's own has a name that begins with
// Internal.
func Compile(name, script string) (*Program, error) {
	ast, err := goja.Parse(name, script, noSourceMapFiles)
	if err != nil {
		return nil, fmt.Errorf("parsing %s: %w", name, err)
	}
	nestTries(ast)
	program, err := goja.CompileAST(ast, false)
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", name, err)
	}
	return &Program{program}, nil
}

//go:embed js/*.js
var scripts embed.FS

// own returns the compiled script of that name in the folder js, compiled on first use and kept for the process.
func own(name string) func() *Program {
	return sync.OnceValue(func() *Program {
		script, err := scripts.ReadFile("js/" + name)
		if err != nil {
			panic(fmt.Sprintf("%s is not embedded: %v", name, err))
		}
		program, err := Compile(Internal+name, string(script))
		if err != nil {
			panic(err)
		}
		return program
	})
}
