package project

import (
	"path"
	"strings"

	"github.com/signspec/signspec/runner/miniprogram/acss"
)

// appStyle is the style sheet that every page has.
const appStyle = "app.acss"

// styles reads the style sheets: that of the app, and those of the parts.
func (l *loader) styles() {
	l.project.Style = l.style(appStyle, map[string]bool{})
	for _, name := range sorted(l.project.Parts) {
		l.project.Parts[name].Style = l.style(name+".acss", map[string]bool{})
	}
}

// style returns the rules of a style sheet, those that it imports first; none where there is no such file.
func (l *loader) style(name string, seen map[string]bool) []acss.Rule {
	if seen[name] {
		return nil
	}
	seen[name] = true
	source, err := l.gate.Read(l.file(name))
	if err != nil {
		return nil // a style sheet says nothing that a program needs
	}
	sheet := acss.Parse(string(source))
	var rules []acss.Rule
	for _, src := range sheet.Imports {
		file := strings.TrimPrefix(path.Clean(src), "/")
		if !strings.HasPrefix(src, "/") {
			file = path.Join(path.Dir(name), src)
		}
		rules = append(rules, l.style(file, seen)...)
	}
	return append(rules, sheet.Rules...)
}
