package host

import (
	"path"
	"regexp"
	"strings"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

func placeOf(frame engine.Frame) *record.Place {
	return &record.Place{File: frame.File, Line: frame.Line, Column: frame.Column}
}

// placeIn returns the place of the innermost frame that is the merchant's own code, or else that of the innermost one:
// what a library does for the program is told where the program asked for it. Nil where there are no frames.
func placeIn(own []engine.Frame) *record.Place {
	for _, frame := range own {
		if !isLibrary(frame.File) {
			return placeOf(frame)
		}
	}
	if len(own) > 0 {
		return placeOf(own[0])
	}
	return nil
}

// libraryName finds the names that frameworks give to their packages and to themselves in what they build.
var libraryName = regexp.MustCompile(`(^|[-._~])vendors?\.js$|^(runtime|taro)\.js$`)

// isLibrary says whether a file is somebody else's: a package, or what a framework has built of packages.
func isLibrary(file string) bool {
	return libraryName.MatchString(path.Base(file)) || strings.Contains("/"+file, "/node_modules/")
}

// caller is where in the program's source the host was called from; nil where no code of the program runs.
func (p *performance) caller() *record.Place { return placeIn(p.vm.Callers()) }

// wrapPlace makes a value of a place that the world hands back in emit: its number; null for none.
func (p *performance) wrapPlace(place *record.Place) engine.Value {
	if place == nil {
		return engine.Null()
	}
	p.placed = append(p.placed, place)
	return p.vm.ToValue(len(p.placed))
}

// placeGiven is the place that emit was given: its caller where that is undefined.
func (p *performance) placeGiven(value engine.Value) *record.Place {
	if value.IsUndefined() {
		return p.caller()
	}
	if value.IsNumber() {
		return p.placed[value.Integer()-1]
	}
	return nil
}
