package host

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/miniprogram/axml"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/merchant"
)

// Check looks for what is odd about the program before it is performed: handlers that templates name and that are not
// there, and APIs that are not modelled. For that it runs the modules of all pages and components, without opening any.
// A module that throws, or never calls Page or Component, is left out: opening it tells more.
func (h *Host) Check() ([]project.Warning, error) {
	p, err := h.build()
	if err != nil {
		return nil, err
	}
	p.begin(merchant.Scenario{Name: "check", Wallet: merchant.Wallet{Answers: []merchant.Answer{{How: merchant.Silence}}}})
	defer p.finish()
	p.session = nobody{}
	p.command("load")
	if open := h.options.Project.Parts[h.options.Open]; open != nil && p.fault == nil {
		for _, index := range open.Refused {
			p.refuse(h.options.Project.Refused[index])
		}
		p.command("methods", p.vm.ToValue(h.options.Open))
	}
	if p.fault != nil {
		return nil, p.fault
	}
	p.lenient = true
	warnings := p.notModelled()
	for _, path := range sortedParts(h.options.Project) {
		part := h.options.Project.Parts[path]
		if len(part.Handlers) == 0 || part.Script == "" || isLibrary(part.Script) {
			continue
		}
		if methods := p.command("methods", p.vm.ToValue(path)); methods.IsArray() {
			warnings = append(warnings, lacking(part, methods.Strings())...)
		}
	}
	return warnings, p.fault
}

// used finds the APIs that a script names. A name that is assigned to is the program's own.
var used = regexp.MustCompile(`\bmy\.([a-zA-Z]\w*)`)

// notModelled returns a warning for each API that the program's own files name and that this world does not have, at
// the first place where it stands.
func (p *performance) notModelled() []project.Warning {
	script := p.host.options.Project.Bundle.Script
	script, _, _ = strings.Cut(script, "\n//# sourceMappingURL=")
	told := map[string]bool{}
	var warnings []project.Warning
	for _, m := range used.FindAllStringSubmatchIndex(script, -1) {
		name := script[m[2]:m[3]]
		if told[name] || p.command("models", p.vm.ToValue(name)).Boolean() {
			continue
		}
		frame, ok := p.host.places.position(m[0])
		if !ok || isLibrary(frame.File) {
			continue
		}
		told[name] = true
		warnings = append(warnings, project.Warning{
			File: frame.File, Line: frame.Line, Column: frame.Column,
			Message: "not modelled: my." + name +
				"; here it fails as an API that the wallet does not support, unless stubs in signspec.yaml answer it",
		})
	}
	return warnings
}

func sortedParts(p *project.Project) []string {
	var paths []string
	for path := range p.Parts {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return paths
}

// lacking returns a warning for each handler that is not among the methods.
func lacking(part *project.Part, names []string) []project.Warning {
	var warnings []project.Warning
	for _, handler := range part.Handlers {
		if slices.Contains(names, handler.Name) {
			continue
		}
		warnings = append(warnings, project.Warning{
			File: part.Template, Line: handler.Line, Column: handler.Column, Message: missingHandler(part, handler, names),
		})
	}
	return warnings
}

func missingHandler(part *project.Part, handler axml.Handler, names []string) string {
	message := fmt.Sprintf("<%s> names the handler %s, which %s does not have", handler.Tag, handler.Name, part.Script)
	message += config.DidYouMean(handler.Name, names)
	return message
}

// nobody is a server that is not asked: the requests that modules make while they load do not matter.
type nobody struct{}

func (nobody) Answer(server.Request) (server.Reply, error) { return server.Reply{None: true}, nil }
func (nobody) Signing(string) server.Handover              { return nil }
func (nobody) SignStr() string                             { return "" }
