package engine

import (
	"reflect"

	"github.com/dop251/goja/ast"
)

// nestTries rewrites every try { A } catch { B } finally { C } as try { try { A } catch { B } } finally { C }, which
// means the same. The interpreter lets B catch what C throws, and then runs C again.
func nestTries(program *ast.Program) { nest(reflect.ValueOf(program), map[uintptr]bool{}) }

func nest(v reflect.Value, seen map[uintptr]bool) {
	switch v.Kind() {
	case reflect.Interface:
		nest(v.Elem(), seen)
	case reflect.Slice:
		for i := range v.Len() {
			nest(v.Index(i), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				nest(v.Field(i), seen)
			}
		}
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] || v.Elem().Kind() != reflect.Struct || v.Elem().Type().PkgPath() != "github.com/dop251/goja/ast" {
			return
		}
		seen[v.Pointer()] = true
		if t, ok := v.Interface().(*ast.TryStatement); ok && t.Catch != nil && t.Finally != nil {
			inner := &ast.TryStatement{Try: t.Try, Body: t.Body, Catch: t.Catch}
			t.Body = &ast.BlockStatement{LeftBrace: t.Body.LeftBrace, List: []ast.Statement{inner}, RightBrace: t.Catch.Body.RightBrace}
			t.Catch = nil
		}
		nest(v.Elem(), seen)
	}
}
