package engine

var noEval = own("noeval.js")

// disableEval makes eval and the constructors of functions throw.
func (vm *VM) disableEval() { vm.runOwn(noEval) }
