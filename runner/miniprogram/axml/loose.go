package axml

import (
	"maps"
	"slices"
	"strings"
)

// builtIns are the names of the language that an expression may use; every other one is of the data.
var builtIns = map[string]bool{
	"undefined": true, "NaN": true, "Infinity": true, "Math": true, "JSON": true, "Date": true, "Number": true, "String": true,
	"Boolean": true, "Array": true, "Object": true, "parseInt": true, "parseFloat": true, "isNaN": true, "isFinite": true,
}

// loose makes an expression read as the framework reads it: a member of what is undefined is undefined. names are those
// that the expression takes from the data; one that is missing there is undefined too. An expression in which members
// cannot be read so, such as one that assigns to them, stays as it is.
func (p *reader) loose() (read string, names []string) {
	names = slices.DeleteFunc(slices.Sorted(maps.Keys(p.names)), func(name string) bool { return builtIns[name] })
	if p.assigns {
		return p.text, names
	}
	slices.Sort(p.optional)
	var b strings.Builder
	done := 0
	for _, at := range p.optional {
		b.WriteString(p.text[done:at])
		b.WriteString("?")
		if p.text[at] == '[' {
			b.WriteString(".")
		}
		done = at
	}
	b.WriteString(p.text[done:])
	return b.String(), names
}
