package engine

import (
	"github.com/dop251/goja"
)

// bundleName is the name of the compiled bundle. Stacks show it only for code that the bundler wrote itself.
// It must look like a file: the interpreter finds the names of the sources relative to it.
const bundleName = "signspec.bundle"

// Compile compiles the bundle for the interpreter.
func (b *Bundle) Compile() (*Program, error) { return Compile(bundleName, b.Script) }

// Load runs a compiled bundle and returns what its entry module exports: the namespace of an ES module, module.exports
// of a CommonJS module. Errors are those of Run.
func (vm *VM) Load(p *Program) (*goja.Object, error) {
	if _, err := vm.Run(p); err != nil {
		return nil, err
	}
	exports := vm.rt.Get(exportsName)
	if err := vm.rt.Set(exportsName, goja.Undefined()); err != nil {
		return nil, vm.fault(err)
	}
	object, ok := exports.(*goja.Object)
	if !ok {
		return vm.rt.NewObject(), nil // module.exports = 5: it exports nothing
	}
	return object, nil
}
