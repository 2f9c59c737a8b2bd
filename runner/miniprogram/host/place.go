package host

import (
	"path"
	"regexp"
	"strings"

	"github.com/dop251/goja"

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

// wrapPlace makes a value of a place that the world hands back in emit; null for none.
func (p *performance) wrapPlace(place *record.Place) goja.Value {
	if place == nil {
		return goja.Null()
	}
	return p.rt.ToValue(&wrappedPlace{place})
}

// wrappedPlace hides the fields of a place from the world.
type wrappedPlace struct{ place *record.Place }

// placeGiven is the place that emit was given: its caller where that is undefined.
func (p *performance) placeGiven(value goja.Value) *record.Place {
	if goja.IsUndefined(value) {
		return p.caller()
	}
	if wrapped, ok := value.Export().(*wrappedPlace); ok {
		return wrapped.place
	}
	return nil
}
