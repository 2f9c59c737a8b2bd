package axml

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// builtIns are the names of the language that an expression may use; every other one is of the data.
var builtIns = map[string]bool{
	"undefined": true, "NaN": true, "Infinity": true, "Math": true, "JSON": true, "Date": true, "Number": true, "String": true,
	"Boolean": true, "Array": true, "Object": true, "parseInt": true, "parseFloat": true, "isNaN": true, "isFinite": true,
}

// loose makes an expression read as the framework reads it: a member of what is undefined is undefined. names are those
// that the expression takes from the data; one that is missing there is undefined too. An expression in which members
// cannot be read so, such as one that assigns to them, stays as it is.
func loose(script string, program *ast.Program) (read string, names []string) {
	found := &reading{script: script, names: map[string]bool{}}
	found.walk(reflect.ValueOf(program.Body))
	slices.Sort(found.optional)
	var b strings.Builder
	done := 0
	for _, at := range slices.Compact(found.optional) {
		b.WriteString(script[done:at])
		b.WriteString("?")
		if script[at] == '[' {
			b.WriteString(".")
		}
		done = at
	}
	b.WriteString(script[done:])
	read = b.String()
	if _, err := goja.Parse("", read); err != nil {
		read = script
	}
	return read, slices.Sorted(maps.Keys(found.names))
}

// reading is what an expression reads.
type reading struct {
	script string
	// optional are the offsets of the dots and brackets before members.
	optional []int
	names    map[string]bool
}

// walk looks at a node of the syntax tree and at all below it. The tree has no walker of its own.
func (r *reading) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return
		}
		r.walk(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			r.walk(v.Index(i))
		}
	case reflect.Struct:
		r.node(v)
	}
}

func (r *reading) node(v reflect.Value) {
	switch n := v.Interface().(type) {
	case ast.Identifier:
		if name := n.Name.String(); !builtIns[name] {
			r.names[name] = true
		}
		return
	case ast.DotExpression:
		r.member(strings.LastIndexByte(r.script[:offset(n.Identifier.Idx)], '.'))
		r.walk(reflect.ValueOf(n.Left))
		return
	case ast.BracketExpression:
		r.member(offset(n.LeftBracket))
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			r.walk(v.Field(i))
		}
	}
}

// member notes a dot or a bracket, unless the expression itself says that the member is optional.
func (r *reading) member(at int) {
	before := strings.TrimRight(r.script[:at], " \t\r\n")
	if !strings.HasSuffix(before, "?.") && !strings.HasSuffix(r.script[:at], "?") {
		r.optional = append(r.optional, at)
	}
}

// offset is where in the script a place of the syntax tree is.
func offset(at file.Idx) int { return int(at) - 1 }
