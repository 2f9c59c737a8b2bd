// Package project loads a mini program from its folder: app.json, the pages and components with their scripts,
// templates and configurations, and all of its code as one bundle.
package project

import (
	"path"
	"path/filepath"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/runner/miniprogram/acss"
	"github.com/signspec/signspec/runner/miniprogram/axml"
)

// Project is a mini program that was loaded. It does not change.
type Project struct {
	// Root is the absolute path of the folder with app.json.
	Root string
	// Name and Version are from package.json or mini.project.json, as far as they say; Name is never empty.
	Name, Version string
	// Pages are the paths of the pages, such as "pages/pay/index", the first one first.
	Pages []string
	// Tabs are the pages of the tab bar.
	Tabs []string
	// Parts are the pages and the components that can be reached from them, by path.
	Parts map[string]*Part
	// DecodeQuery says that the framework decodes the query of a page, as it does unless app.json says otherwise.
	DecodeQuery bool
	// Title is the title of every page that has none of its own.
	Title string
	// Bundle is all code of the program; loading it yields what entry.go describes.
	Bundle *engine.Bundle
	// Templates is the script of all templates.
	Templates string
	// Style are the rules of app.acss, which hold on every page.
	Style []acss.Rule
	// Plugins are the names of the plugins that app.json declares.
	Plugins []string
	// Warnings are what does not keep the program from running.
	Warnings []Warning
	// Refused are the problems of what cannot be run. Parts, templates and scripts name them by their index, and the
	// program is refused when it comes to one of these: what the flow never reaches does no harm.
	Refused []engine.Problem
}

// Part is a page or a component.
type Part struct {
	Path string
	// Script is the file of the script, relative to Root; empty where there is none, which is among Refused.
	Script string
	// Refused are the problems of this part, as indices.
	Refused []int
	// Template is the file of the template, relative to Root; empty where there is none.
	Template string
	// Handlers are the handlers that the template names.
	Handlers []axml.Handler
	// Uses are the components that it may use: their paths, by tag.
	Uses map[string]string
	// Plugins are the components of plugins that it names, by tag.
	Plugins map[string]string
	// WebView says that its template shows a page of the web.
	WebView bool
	// Title is the page's own title.
	Title string
	// Style are the rules of its own style sheet.
	Style []acss.Rule
}

// Warning is something odd, at its place; File is relative to Root, and Line is zero where only the file is known.
type Warning struct {
	File         string
	Line, Column int
	Message      string
}

// scriptExtensions are the extensions of scripts, in the order in which they are looked for.
var scriptExtensions = []string{".js", ".ts", ".mjs", ".cjs", ".tsx", ".jsx", ".mts", ".cts"}

// Load loads the mini program of a folder, which is all that it may read. The error is a *engine.SourceError where the
// program is at fault, with every problem in it that could be found. What is wrong with a part of it only is no error, but
// among Refused.
func Load(folder string) (*Project, error) {
	gate, err := files.NewGate(folder)
	if err != nil {
		gate = nil // there is no such folder, which findRoot words
	}
	return LoadThrough(gate, folder)
}

// LoadThrough is Load of a folder in a project that is larger. What the gate does not let through is an error, however
// little the program needs it.
func LoadThrough(gate *files.Gate, folder string) (*Project, error) {
	root, err := findRoot(gate, folder)
	if err != nil {
		return nil, err
	}
	l := &loader{gate: gate, root: root, project: &Project{Root: root, Parts: map[string]*Part{}, DecodeQuery: true}}
	app := l.app()
	if err := l.failed(); err != nil {
		return nil, err
	}
	l.identify(folder)
	for _, page := range l.project.Pages {
		l.part(page, app.uses)
	}
	l.templates()
	l.styles()
	l.bundle()
	return l.project, l.failed()
}

// loader collects what it finds; problems do not end it, so that all are told at once.
type loader struct {
	gate     *files.Gate
	root     string
	project  *Project
	problems []engine.Problem
	mends    mends
	missing  map[string]int               // problems of parts without a script, by path
	modules  map[string]map[string]string // imports of .sjs modules, by template and name
}

// failed returns the problems: only what the gate refused, where it did, as the rest may come of that.
func (l *loader) failed() error {
	var refused []engine.Problem
	for _, r := range l.gate.Refusals() {
		refused = append(refused, engine.Problem{File: r.Name, Message: r.Reason})
	}
	if len(refused) > 0 {
		return &engine.SourceError{Problems: refused, Refused: true}
	}
	if len(l.problems) == 0 {
		return nil
	}
	return &engine.SourceError{Problems: l.problems}
}

func (l *loader) problem(p engine.Problem) { l.problems = append(l.problems, p) }

// refuse notes a problem that matters only to who comes to what it is about, and returns its index.
func (l *loader) refuse(p engine.Problem) int {
	for i, known := range l.project.Refused {
		if known == p {
			return i
		}
	}
	l.project.Refused = append(l.project.Refused, p)
	l.warn(l.inside(p.File), p.Line, p.Column, p.Message+"; the program is refused only if the flow comes here")
	return len(l.project.Refused) - 1
}

func (l *loader) warn(file string, line, column int, message string) {
	l.project.Warnings = append(l.project.Warnings, Warning{File: file, Line: line, Column: column, Message: message})
}

// file returns the absolute path of a file that is named relative to the root.
func (l *loader) file(name string) string { return filepath.Join(l.root, filepath.FromSlash(name)) }

// exists says whether there is a file that may be read, named relative to the root.
func (l *loader) exists(name string) bool { return l.gate.Exists(l.file(name)) }

// seen names a file, relative to the root, as the user would from the working directory.
func (l *loader) seen(name string) string { return seenFrom(l.file(name)) }

func seenFrom(file string) string { return files.Seen(file) }

// identify finds the program's name and version.
func (l *loader) identify(folder string) {
	for _, name := range []string{"package.json", "mini.project.json"} {
		file, problem := readJSON(l.gate, filepath.Join(folder, name), name)
		if problem != nil || file == nil {
			continue
		}
		if l.project.Name == "" {
			l.project.Name = file.text("name")
		}
		if l.project.Version == "" {
			l.project.Version = file.text("version")
		}
	}
	if l.project.Name == "" {
		l.project.Name = l.project.Title
	}
	if l.project.Name == "" {
		l.project.Name = path.Base(filepath.ToSlash(l.root))
	}
}
