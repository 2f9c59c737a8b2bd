// Package host runs a mini program without a screen: it gives it the world that the framework gives (world/*.js), a
// wallet that is staged and a server that is played, does what a person would do, and records everything that a person
// would see and everything that leaves.
//
// It is a model, and simpler than a container in some ways: the page stays in front while the person authorises, so
// nothing is hidden and shown again around the call; an alert does not keep the person from tapping; styles do not
// matter, so what is covered or transparent can be tapped and read; a socket is never spoken to; workers and
// canvases do nothing. What is not modelled, such as a plugin, is recorded as used.
//
// Every scenario gets a fresh engine, so nothing is left of the one before; what can be compiled is compiled once. A program that is
// launched again within a scenario gets another one, with what it has stored.
package host

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/acss"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas"
)

// Options say how a program is run.
type Options struct {
	Project  *project.Project
	Contract Contract
	// Open is the page to open, with Query; Start are the steps that start the flow.
	Open  string
	Query schemas.Query
	Start []schemas.Step
	// Stubs are the answers of APIs, by name; Storage is what the program has stored before.
	Stubs   map[string]schemas.Stub
	Storage map[string]any
	// Server plays the merchant's server.
	Server server.Server
	// Clock is what the program's clock says when a scenario begins: the same in all of them.
	Clock time.Time
	// Running is told the VM of each scenario before it runs, and nil after it, so that it can be interrupted. It may
	// be nil.
	Running func(*engine.VM)
}

// Contract is what the staged wallet needs of a profile.
type Contract struct {
	Entry      schemas.Entry         `json:"entry"`
	Parameters []string              `json:"parameters"`
	Codes      map[string]string     `json:"codes"` // by outcome
	Failure    schemas.FailureFields `json:"failure"`
}

// ContractOf takes out of a profile what the staged wallet needs.
func ContractOf(profile *schemas.Profile) Contract {
	codes := map[string]string{}
	for outcome, code := range profile.Codes {
		codes[string(outcome)] = code
	}
	return Contract{Entry: profile.Entry, Parameters: profile.Parameters(), Codes: codes, Failure: profile.Failure}
}

// Host runs scenarios, one at a time.
type Host struct {
	options   Options
	program   *engine.Program
	templates *engine.Program
	places    *locator
	// fixed is what the world is given in every scenario, as JSON.
	fixed []byte
	// next waits for a world that no scenario has used.
	next func() (*performance, error)
}

// New compiles the program. The error is a *engine.SourceError where that fails.
func New(options Options) (*Host, error) {
	p := options.Project
	program, err := p.Bundle.Compile()
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", p.Name, err)
	}
	templates, err := engine.Compile(engine.Internal+"templates", p.Templates)
	if err != nil {
		return nil, fmt.Errorf("compiling the templates of %s: %w", p.Name, err)
	}
	h := &Host{options: options, program: program, templates: templates, places: newLocator(p.Bundle)}
	h.fixed, err = json.Marshal(h.world())
	if err != nil {
		return nil, fmt.Errorf("describing %s to its world: %w", p.Name, err)
	}
	h.buildNext()
	return h, nil
}

// part is what the world knows of a page or a component.
type part struct {
	Path     string            `json:"path"`
	Template string            `json:"template"`
	Uses     map[string]string `json:"uses"`
	Title    string            `json:"title,omitempty"`
	Style    []acss.Rule       `json:"style,omitempty"`
	Refused  []int             `json:"refused,omitempty"`
	Plugins  map[string]string `json:"plugins,omitempty"`
}

type worldConfig struct {
	Open    string                  `json:"open"`
	Query   schemas.Query           `json:"query"`
	Start   []schemas.Step          `json:"start"`
	Stubs   map[string]schemas.Stub `json:"stubs,omitempty"`
	Storage map[string]any          `json:"storage,omitempty"`
}

func (h *Host) world() map[string]any {
	p := h.options.Project
	parts := map[string]part{}
	for path, one := range p.Parts {
		parts[path] = part{
			Path: path, Template: one.Template, Uses: one.Uses, Title: one.Title, Style: one.Style, Refused: one.Refused, Plugins: one.Plugins,
		}
	}
	query := h.options.Query
	if query == nil {
		query = schemas.Query{}
	}
	tabs := p.Tabs
	if tabs == nil {
		tabs = []string{}
	}
	plugins := p.Plugins
	if plugins == nil {
		plugins = []string{}
	}
	return map[string]any{
		"plugins": plugins, "parts": parts, "pages": p.Pages, "tabs": tabs, "decodeQuery": p.DecodeQuery, "style": p.Style,
		"config":  worldConfig{h.options.Open, query, h.options.Start, h.options.Stubs, h.options.Storage},
		"profile": h.options.Contract,
	}
}
