package engine

import (
	"math"
	"strings"
	"unicode/utf16"
	"unsafe"

	lib "modernc.org/libquickjs"
)

// This file reads the engine's stack as it lies in memory: it allocates nothing there and runs no code, so that it can
// be done at any time, also when the engine is out of memory or stuck.

const (
	hasDebug      = 1 << 2 // of a function's bytecode: that it knows where it stands
	barrier       = 1 << 3 // of a frame: that the stack ends there
	wideString    = 1 << 31
	stringLength  = wideString - 1
	stringHeader  = 12
	shapeHeader   = unsafe.Sizeof(lib.TJSShape{})
	nextOfHash    = 1<<26 - 1
	kindOfProp    = 3 << 4 << 26 // getter, reference or lazy: anything but a value
	atomIsInteger = 1 << 31
)

// The engine's own names.
const (
	atomStack   = lib.TJSAtom(lib.EJS_ATOM_stack)
	atomMessage = lib.TJSAtom(lib.EJS_ATOM_message)
	atomName    = lib.TJSAtom(lib.EJS_ATOM_name)
)

// position is a frame of the engine's, in the script as it was compiled.
type position struct {
	function     string
	file         string // "" for a native function
	line, column int
	code         *lib.TJSFunctionBytecode // nil for a native function
}

// extent is from where to where the function's text is in the script; nothing where that is not known.
func (p position) extent(script string, starts lineStarts) (begin, end int) {
	if p.code == nil || p.code.Fdebug.Fsource == 0 {
		return 0, 0
	}
	text := unsafe.String(at[byte](p.code.Fdebug.Fsource), int(p.code.Fdebug.Fsource_len))
	near := starts.offset(lineOf(p.code, math.MaxUint32)) // somewhere at its begin
	from, to := max(0, near-len(text)), min(len(script), near+len(text)+1)
	if near < 0 || from > to {
		return 0, 0
	}
	found := strings.LastIndex(script[from:to], text)
	if found < 0 {
		return 0, 0
	}
	return from + found, from + found + len(text)
}

// frames returns the stack as it stands, innermost first and at most limit of them.
func (vm *VM) frames(limit int) []Frame {
	var found []Frame
	vm.walk(func(p position) bool {
		found = append(found, vm.frameOf(p))
		return len(found) < limit
	})
	return found
}

// topLevel is what the engine calls the code of a program outside of any function.
const topLevel = "<eval>"

// frameOf finds a position in the source before bundling.
func (vm *VM) frameOf(p position) Frame {
	f := Frame{Function: p.function, File: p.file, Line: p.line, Column: p.column}
	if f.Function == topLevel {
		f.Function = ""
	}
	program, ok := vm.programs[p.file]
	if !ok || p.file == bundleName && p.function == topLevel { // the bundler's own: what is bundled is in a function
		return f
	}
	p.line, p.column = program.places().starts.position(program.point(p.line, p.column))
	return program.frame(p)
}

// point moves a position to where a person looks for it.
func (p *Program) point(line, column int) (offset int) {
	return point(p.script, p.places().starts.offset(line, column))
}

// frame finds a position in the source before bundling.
func (p *Program) frame(at position) Frame {
	f := Frame{Function: at.function, File: at.file, Line: at.line, Column: at.column}
	if f.Function == topLevel {
		f.Function = ""
	}
	if found, ok := p.places().sources.source(f.Line, f.Column); ok {
		f.File, f.Line, f.Column = found.File, found.Line, found.Column
	}
	return f
}

// walk calls f for each frame, from the innermost, until it returns false. The constructor of an error that is being made
// is no frame.
func (vm *VM) walk(f func(position) bool) {
	for address := at[lib.TJSRuntime](vm.rt).Fcurrent_stack_frame; address != 0; {
		frame := at[lib.TJSStackFrame](address)
		if vm.constructsError(frame.Fcur_func) || impliedConstructor(frame.Fcur_func) {
			address = frame.Fprev_frame
			continue
		}
		if frame.Fjs_mode&barrier != 0 || !f(vm.position(frame)) {
			return
		}
		address = frame.Fprev_frame
	}
}

func (vm *VM) position(frame *lib.TJSStackFrame) position {
	p := position{function: vm.ownText(frame.Fcur_func, atomName)}
	if code := bytecodeOf(frame.Fcur_func); code != nil && code.F__ccgo18&hasDebug != 0 {
		p.code = code
		p.file = vm.atomString(code.Fdebug.Ffilename)
		p.line, p.column = lineOf(code, uint32(frame.Fcur_pc-code.Fbyte_code_buf-1))
	}
	return p
}

// bytecodeOf returns the code of a function that is not native, else nil.
func bytecodeOf(function lib.TJSValue) *lib.TJSFunctionBytecode {
	if function.Ftag != lib.EJS_TAG_OBJECT {
		return nil
	}
	switch classOf(function) {
	case lib.EJS_CLASS_BYTECODE_FUNCTION, lib.EJS_CLASS_GENERATOR_FUNCTION, lib.EJS_CLASS_ASYNC_FUNCTION,
		lib.EJS_CLASS_ASYNC_GENERATOR_FUNCTION:
		object := at[lib.TJSObject](pointerOf(function))
		return at[lib.TJSFunctionBytecode](*(*uintptr)(unsafe.Pointer(&object.Fu)))
	}
	return nil
}

// nativeOf returns the address of the code of a function that is native, else 0.
func nativeOf(function lib.TJSValue) uintptr {
	if function.Ftag != lib.EJS_TAG_OBJECT || classOf(function) != lib.EJS_CLASS_C_FUNCTION {
		return 0
	}
	type native struct{ realm, code uintptr }
	return (*native)(unsafe.Pointer(&at[lib.TJSObject](pointerOf(function)).Fu)).code
}

// impliedConstructor says whether a function is the constructor of a class that has none in its text.
func impliedConstructor(function lib.TJSValue) bool {
	code := bytecodeOf(function)
	if code == nil || code.Fdebug.Fsource == 0 || code.Fdebug.Fsource_len < 5 {
		return false
	}
	text := unsafe.String(at[byte](code.Fdebug.Fsource), int(code.Fdebug.Fsource_len))
	return strings.HasPrefix(text, "class") && !strings.Contains(text, "constructor")
}

// lineOf finds the place of an instruction in the table that a function has of them: pairs of differences, of lines and
// columns, each from the instruction before.
func lineOf(code *lib.TJSFunctionBytecode, pc uint32) (line, column int) {
	if code.Fdebug.Fpc2line_buf == 0 {
		return 0, 0
	}
	table := pairs(unsafe.Slice(at[byte](code.Fdebug.Fpc2line_buf), int(code.Fdebug.Fpc2line_len)))
	line, column = int(table.unsigned())+1, int(table.unsigned())+1
	if pc == math.MaxUint32 { // before the first instruction
		return line, column
	}
	for at := uint32(0); len(table) > 0; {
		nextLine := line
		if op := uint32(table.byte()); op == 0 {
			at += table.unsigned()
			nextLine += table.signed()
		} else {
			op -= lib.MPC2LINE_OP_FIRST
			at += op / lib.MPC2LINE_RANGE
			nextLine += int(op%lib.MPC2LINE_RANGE) + lib.MPC2LINE_BASE
		}
		nextColumn := column + table.signed()
		if pc < at {
			break
		}
		line, column = nextLine, nextColumn
	}
	return line, column
}

// places is such a table, as far as it is not read.
type pairs []byte

func (p *pairs) byte() byte {
	if len(*p) == 0 {
		return 0
	}
	b := (*p)[0]
	*p = (*p)[1:]
	return b
}

func (p *pairs) unsigned() (n uint32) {
	for shift := 0; shift < 32; shift += 7 {
		b := p.byte()
		n |= uint32(b&0x7f) << shift
		if b&0x80 == 0 {
			break
		}
	}
	return n
}

func (p *pairs) signed() int {
	n := p.unsigned()
	return int(int32(n>>1) ^ -int32(n&1))
}

// ownText returns a property of the object's own, or of its constructor's prototypes, that is a string; "" where it is
// none.
func (vm *VM) ownText(object lib.TJSValue, name lib.TJSAtom) string {
	if js, ok := ownProperty(object, name); ok {
		return vm.plainText(js)
	}
	return ""
}

// ownProperty returns a property of the object's own that is a value.
func ownProperty(object lib.TJSValue, name lib.TJSAtom) (js lib.TJSValue, ok bool) {
	if object.Ftag != lib.EJS_TAG_OBJECT {
		return js, false
	}
	o := at[lib.TJSObject](pointerOf(object))
	shape := at[lib.TJSShape](o.Fshape)
	hashes := o.Fshape + shapeHeader
	first := hashes + (uintptr(shape.Fprop_hash_mask)+1)*4
	next := *at[uint32](hashes + uintptr(uint32(name)&shape.Fprop_hash_mask)*4)
	for next != 0 {
		property := at[lib.TJSShapeProperty](first + uintptr(next-1)*unsafe.Sizeof(lib.TJSShapeProperty{}))
		if property.Fatom == name {
			if property.F__ccgo0&kindOfProp != 0 {
				return js, false
			}
			return *at[lib.TJSValue](o.Fprop + uintptr(next-1)*unsafe.Sizeof(lib.TJSProperty{})), true
		}
		next = property.F__ccgo0 & nextOfHash
	}
	return js, false
}

// inherited returns a property that is a value, the object's own or its prototypes'.
func inherited(object lib.TJSValue, name lib.TJSAtom) (js lib.TJSValue, ok bool) {
	for object.Ftag == lib.EJS_TAG_OBJECT {
		if js, ok = ownProperty(object, name); ok {
			return js, true
		}
		prototype := at[lib.TJSShape](at[lib.TJSObject](pointerOf(object)).Fshape).Fproto
		if prototype == 0 {
			return js, false
		}
		*(*uintptr)(unsafe.Pointer(&object.Fu)) = prototype
	}
	return js, false
}

// plainText returns what a string value holds, "" for other values.
func (vm *VM) plainText(js lib.TJSValue) string {
	if js.Ftag != lib.EJS_TAG_STRING {
		return ""
	}
	return stringAt(pointerOf(js))
}

func (vm *VM) atomString(atom lib.TJSAtom) string {
	if atom == 0 || atom&atomIsInteger != 0 {
		return ""
	}
	address := *at[uintptr](at[lib.TJSRuntime](vm.rt).Fatom_array + uintptr(atom)*unsafe.Sizeof(uintptr(0)))
	return stringAt(address)
}

// stringAt reads a string of the engine's: a header, then a byte a character, or two.
func stringAt(address uintptr) string {
	header := at[lib.TJSString](address).F__ccgo0
	length := int(header & stringLength)
	if length == 0 {
		return ""
	}
	if header&wideString != 0 {
		return string(utf16.Decode(unsafe.Slice(at[uint16](address+stringHeader), length)))
	}
	text := make([]rune, length)
	for i, b := range unsafe.Slice(at[byte](address+stringHeader), length) {
		text[i] = rune(b)
	}
	return string(text)
}
