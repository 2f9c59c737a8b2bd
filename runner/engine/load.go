package engine

// bundleName is the name of the compiled bundle. Stacks show it only for code that the bundler wrote itself.
const bundleName = "signspec.bundle"

// Compile compiles the bundle.
func (b *Bundle) Compile() (*Program, error) { return Compile(bundleName, b.Script) }

// Load runs a compiled bundle and returns what its entry module exports: the namespace of an ES module, module.exports
// of a CommonJS module. Errors are those of Run.
func (vm *VM) Load(p *Program) (Value, error) {
	if _, err := vm.Run(p); err != nil {
		return Value{}, err
	}
	var exports Value
	err := vm.Do(func() {
		global := vm.Global()
		exports = global.Get(exportsName)
		global.Set(exportsName, Undefined())
		if !exports.IsObject() {
			exports = vm.Object() // module.exports = 5: it exports nothing
		}
	})
	return exports, err
}
