package host

import (
	"strings"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

// locator finds where functions of the program stand. It remembers what it found: the same callbacks come back in
// every scenario.
type locator struct {
	script   string
	position func(offset int) (engine.Frame, bool)
	found    map[string]*record.Place // by the function's text
}

func newLocator(bundle *engine.Bundle) *locator {
	return &locator{script: bundle.Script, position: bundle.Positions(), found: map[string]*record.Place{}}
}

// of returns the place of a function; nil where it is not known, as of one that was bound or is native.
func (l *locator) of(text string) *record.Place {
	if place, ok := l.found[text]; ok {
		return place
	}
	var place *record.Place
	// A text that stands there twice could be either function.
	if at := strings.Index(l.script, text); text != "" && at >= 0 && strings.LastIndex(l.script, text) == at {
		if frame, ok := l.position(at); ok {
			place = placeOf(frame)
		}
	}
	l.found[text] = place
	return place
}

// textOf returns the source of a function.
func (p *performance) textOf(function engine.Value) string {
	if !function.IsFunction() {
		return ""
	}
	text, err := p.vm.Call(p.functionText, function)
	must(err)
	return text.String()
}
