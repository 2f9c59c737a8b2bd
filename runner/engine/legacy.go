package engine

import "regexp"

// lastMatches finds programs that look at the last match of a regular expression.
var lastMatches = regexp.MustCompile(`RegExp\s*(\.\s*(\$[1-9&+_]|lastMatch|lastParen|leftContext|rightContext)|\[\s*["']\$)`)

var legacyRegExp = own("regexp.js")

// defineLegacy gives a program that asks for it what old programs know of the last match.
func (vm *VM) defineLegacy(p *Program) {
	if p.lastMatches && !vm.legacy {
		vm.legacy = true
		vm.runOwn(legacyRegExp)
	}
}
