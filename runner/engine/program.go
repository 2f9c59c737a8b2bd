package engine

import (
	"embed"
	"errors"
	"fmt"
	"sync"

	lib "modernc.org/libquickjs"
)

// Program is compiled JavaScript; it may be run by any number of VMs, at the same time too.
type Program struct {
	name string
	// code is the engine's bytecode. It fits this very build of the engine, so it is never written anywhere.
	code []byte
	// script is the text that it was compiled from; places are found in it on first need.
	script string
	places func() places
	// lastMatches says that it looks at the last match of a regular expression.
	lastMatches bool
}

// Compile compiles a script; the name is what stacks show where the script holds no inline source map. A script of the
// suite's own has a name that begins with Internal. The error is a *SyntaxError.
func Compile(name, script string) (*Program, error) {
	vm := newRealm(Options{})
	code, err := vm.compile(name, script)
	if err != nil {
		return nil, err
	}
	return &Program{name: name, code: code, script: script, places: placesOf(script), lastMatches: lastMatches.MatchString(script)}, nil
}

// SyntaxError says that a script is none.
type SyntaxError struct {
	// File is the name of the script; Line and Column count from 1.
	File         string
	Line, Column int
	Message      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("parsing %s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

func (vm *VM) compile(name, script string) ([]byte, error) {
	vm.fileName = append([]byte(name), 0)
	text, length := vm.lend(script)
	function := lib.XJS_Eval(vm.tls, vm.ctx, text, length, addressOf(&vm.fileName[0]), lib.MJS_EVAL_TYPE_GLOBAL|lib.MJS_EVAL_FLAG_COMPILE_ONLY)
	if function.Ftag == lib.EJS_TAG_EXCEPTION {
		err := vm.pending()
		var thrown *Thrown
		if !errors.As(err, &thrown) {
			return nil, fmt.Errorf("compiling %s: %w", name, err)
		}
		return nil, &SyntaxError{File: name, Line: vm.syntaxLine, Column: vm.syntaxColumn, Message: thrown.Message}
	}
	start := lib.XJS_WriteObject(vm.tls, vm.ctx, addressOf(&vm.length), function, lib.MJS_WRITE_OBJ_BYTECODE)
	if start == 0 {
		return nil, fmt.Errorf("compiling %s: %w", name, vm.pending())
	}
	return bytesAt(start, int(vm.length)), nil
}

// evaluate runs a program.
func (vm *VM) evaluate(p *Program) (Value, error) {
	vm.programs[p.name] = p
	vm.defineLegacy(p)
	function := lib.XJS_ReadObject(vm.tls, vm.ctx, addressOf(&p.code[0]), lib.Tsize_t(len(p.code)), lib.MJS_READ_OBJ_BYTECODE)
	if function.Ftag == lib.EJS_TAG_EXCEPTION {
		return Value{}, vm.pending()
	}
	return vm.result(lib.XJS_EvalFunction(vm.tls, vm.ctx, function))
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
