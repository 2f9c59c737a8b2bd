package project

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/axml"
)

// part loads a page or a component and the components that it uses; global are those that every part may use.
func (l *loader) part(name string, global map[string]string) {
	if l.project.Parts[name] != nil {
		return
	}
	p := &Part{Path: name, Script: l.script(name), Uses: map[string]string{}}
	l.project.Parts[name] = p
	if p.Script == "" {
		p.Refused = append(p.Refused, l.missing[name])
	}
	for tag, component := range global {
		p.Uses[tag] = component
	}
	file, problem := readJSON(l.gate, l.file(name+".json"), l.seen(name+".json"))
	if problem != nil && problem.Message == emptyFile {
		l.warn(name+".json", 0, 0, emptyFile)
	} else if problem != nil {
		p.Refused = append(p.Refused, l.refuse(*problem))
	}
	if file != nil {
		p.Plugins = pluginTags(file)
		for tag, component := range l.uses(file, name) {
			p.Uses[tag] = component
		}
		p.Title = file.text("defaultTitle")
	}
	if l.exists(name + ".axml") {
		p.Template = name + ".axml"
	}
	for _, tag := range sorted(p.Uses) {
		l.part(p.Uses[tag], global)
	}
}

// isOfPlugin says whether a component is named as one of a plugin.
func isOfPlugin(component string) bool {
	return strings.HasPrefix(component, "plugin://") || strings.HasPrefix(component, "dynamic-plugin://")
}

// pluginTags are the components of plugins that a configuration names.
func pluginTags(file *document) map[string]string {
	var named map[string]string
	file.into("usingComponents", &named)
	maps.DeleteFunc(named, func(_, component string) bool { return !isOfPlugin(component) })
	return named
}

// uses returns the components that a configuration names: their paths relative to the root, by tag.
func (l *loader) uses(file *document, owner string) map[string]string {
	var named map[string]string
	if !file.into("usingComponents", &named) {
		return nil
	}
	uses := map[string]string{}
	for _, tag := range sorted(named) {
		component := named[tag]
		if component == "" {
			l.warn(owner+".json", 0, 0, fmt.Sprintf("the component <%s> is named by nothing", tag))
			continue
		}
		if isOfPlugin(component) {
			l.warn(owner+".json", 0, 0, fmt.Sprintf("the component <%s> is of a plugin, which is not there: %s", tag, component))
			continue
		}
		found := l.component(component, path.Dir(owner))
		if found == "" {
			found = "nowhere/" + strings.Trim(component, "./")
			message := fmt.Sprintf("the component <%s> has no script: %s", tag, component)
			if component[0] != '.' && component[0] != '/' {
				message += l.installHint(`there is no module "` + component)
			}
			l.lacking(found, file.atText(component, message))
		}
		uses[tag] = found
	}
	return uses
}

// lacking notes that a page or a component has no script.
func (l *loader) lacking(part string, p engine.Problem) {
	if l.missing == nil {
		l.missing = map[string]int{}
	}
	l.missing[part] = l.refuse(p)
}

// component finds a component that is named in a configuration in folder: relative to that folder, to the root, or in
// node_modules.
func (l *loader) component(name, folder string) string {
	candidates := []string{path.Join(folder, name), path.Join(name), path.Join("node_modules", name), path.Join("../node_modules", name)}
	if strings.HasPrefix(name, "/") {
		candidates = []string{strings.TrimPrefix(path.Clean(name), "/")}
	}
	for i, candidate := range candidates {
		if i > 0 && !l.gate.Inside(l.file(candidate)) {
			continue // only the first is what was written
		}
		if l.script(candidate) != "" {
			return candidate
		}
		if l.script(candidate+"/index") != "" {
			return candidate + "/index"
		}
	}
	return ""
}

// templates compiles every template, and what they import, to one script: an object of templates by file.
func (l *loader) templates() {
	compiled := map[string]*axml.Compiled{}
	for _, path := range sorted(l.project.Parts) {
		p := l.project.Parts[path]
		if p.Template == "" {
			continue
		}
		if c := l.template(p.Template, "", compiled); c != nil {
			p.Handlers, p.WebView = c.Handlers, c.WebView
		}
	}
	var script strings.Builder
	script.WriteString("({")
	for _, name := range sorted(compiled) {
		fmt.Fprintf(&script, "%q:%s,\n", name, compiled[name].Script)
	}
	script.WriteString("})")
	l.project.Templates = script.String()
}

// template compiles a template and those that it imports; from says who names it.
func (l *loader) template(name, from string, compiled map[string]*axml.Compiled) *axml.Compiled {
	if compiled[name] != nil {
		return compiled[name]
	}
	source, err := l.gate.Read(l.file(name))
	if err != nil {
		l.warn(from, 0, 0, fmt.Sprintf("the template %s, which it imports, cannot be read", name))
		return nil
	}
	root, mended, err := axml.Parse(l.seen(name), string(source))
	var wrong *axml.SyntaxError
	if errors.As(err, &wrong) {
		refused := l.refuse(
			engine.Problem{File: wrong.File, Line: wrong.Line, Column: wrong.Column, Source: wrong.Source, Message: wrong.Message},
		)
		compiled[name] = &axml.Compiled{Script: fmt.Sprintf("{body:[],named:{},imports:[],modules:{},refused:%d}", refused)}
		return compiled[name]
	}
	c := axml.Compile(root)
	compiled[name] = c
	for _, w := range slices.Concat(mended, c.Warnings) {
		l.warn(name, w.Line, w.Column, w.Message)
	}
	for module, from := range c.Modules {
		if l.modules == nil {
			l.modules = map[string]map[string]string{}
		}
		if l.modules[name] == nil {
			l.modules[name] = map[string]string{}
		}
		l.modules[name][module] = moduleImport(name, from)
	}
	for _, src := range c.Imports {
		l.template(ImportedTemplate(name, src), name, compiled)
	}
	return c
}

// ImportedTemplate returns the file, relative to the root, of the template that another one imports as src.
func ImportedTemplate(from, src string) string {
	file := strings.TrimPrefix(path.Clean(src), "/")
	if !strings.HasPrefix(src, "/") {
		file = path.Join(path.Dir(from), src)
	}
	if path.Ext(file) == "" {
		file += ".axml"
	}
	return file
}

// moduleImport makes an import, from the root, of the .sjs module that a template imports.
func moduleImport(template, from string) string {
	if strings.HasPrefix(from, "/") {
		return "." + path.Clean(from)
	}
	if strings.HasPrefix(from, ".") {
		return "./" + path.Join(path.Dir(template), from)
	}
	return from
}
