package acss

import "testing"

// FuzzParse reads style sheets: none makes it panic or takes for ever.
func FuzzParse(f *testing.F) {
	for _, sheet := range []string{".a { display: none }", "@media (x) { .a, .b > .c { color: red } }", "@import './x.acss';", "/* ", "{", "}", ".a{", "a{b:c;;}", "@"} {
		f.Add(sheet)
	}
	f.Fuzz(func(_ *testing.T, sheet string) { Parse(sheet) })
}
