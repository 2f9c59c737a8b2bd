package project

import (
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/engine"
)

// entryName is the name of the module that is made up to import all others.
const entryName = "signspec-entry.js"

// bundle bundles all code. The module that it makes up exports functions that run the program's modules, each at its
// first call: app; parts, by path; modules, the .sjs modules of each template by the name that it gives them.
func (l *loader) bundle() {
	if l.script("app") == "" {
		l.problem(engine.Problem{File: l.seen("app.json"), Message: "there is no app.js (or app.ts) beside it"})
		return
	}
	bundle, err := l.mending()
	if err != nil {
		l.problem(engine.Problem{File: seenFrom(l.root), Message: err.Error()})
		return
	}
	l.project.Bundle = bundle
	for _, w := range bundle.Warnings {
		l.warn(l.inside(w.File), w.Line, w.Column, w.Message)
	}
}

func (l *loader) entry() string {
	var text strings.Builder
	text.WriteString("exports.app = () => require(" + quote("./"+l.script("app")) + ");\nexports.parts = {\n")
	for _, name := range sorted(l.project.Parts) {
		if l.project.Parts[name].Script == "" {
			continue
		}
		text.WriteString("  " + quote(name) + ": () => require(" + quote(importPath(l.project.Parts[name].Script)) + "),\n")
	}
	text.WriteString("};\nexports.modules = {\n")
	for _, template := range sorted(l.modules) {
		text.WriteString("  " + quote(template) + ": {\n")
		for _, name := range sorted(l.modules[template]) {
			file := l.modules[template][name]
			text.WriteString("    " + quote(name) + ": () => require(" + quote(file) + "),\n")
		}
		text.WriteString("  },\n")
	}
	text.WriteString("};\n")
	if l.mends.refusing() {
		text.WriteString("exports.refused = require(" + quote(refusedModule) + ");\n")
	}
	return text.String()
}

// importPath makes an import of a file that is named relative to the root.
func importPath(file string) string {
	if strings.HasPrefix(file, "../") {
		return file
	}
	return "./" + file
}

// resolver finds root-absolute imports, as the framework does, and loads .sjs as JavaScript.
func (l *loader) resolver() api.Plugin {
	return api.Plugin{Name: "mini program", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: `^/`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if filepath.IsAbs(args.Path) && strings.HasPrefix(args.Path, filepath.ToSlash(l.root)+"/") {
				return api.OnResolveResult{}, nil
			}
			found := build.Resolve("."+path.Clean(args.Path), api.ResolveOptions{
				ResolveDir: l.root, Importer: args.Importer, Kind: args.Kind,
			})
			if len(found.Errors) > 0 {
				return api.OnResolveResult{Errors: []api.Message{{Text: "Could not resolve " + quote(args.Path)}}}, nil
			}
			return api.OnResolveResult{Path: found.Path, Namespace: found.Namespace, SideEffects: sideEffects(found.SideEffects)}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: `\.sjs$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			source, err := l.gate.Read(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(source)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
	}}
}

func sideEffects(has bool) api.SideEffects {
	if has {
		return api.SideEffectsTrue
	}
	return api.SideEffectsFalse
}

func quote(text string) string {
	data, _ := json.Marshal(text) // a string always can
	return string(data)
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// packageImport is how the bundler says that it has not found a package.
var packageImport = regexp.MustCompile(`^there is no module "[^./]`)

// installHint says what to do where packages are missing because none is installed.
func (l *loader) installHint(message string) string {
	if !packageImport.MatchString(message) {
		return ""
	}
	for folder := l.root; ; folder = filepath.Dir(folder) {
		if info, err := os.Stat(filepath.Join(folder, "node_modules")); err == nil && info.IsDir() {
			return ""
		}
		if filepath.Dir(folder) == folder {
			return "; no packages are installed here: run npm install first"
		}
	}
}

// inside names a file, which is named as seen from the working directory, relative to the root.
func (l *loader) inside(file string) string {
	whole, err := filepath.Abs(filepath.FromSlash(file))
	if err != nil {
		return file
	}
	name, err := filepath.Rel(l.root, whole)
	if err != nil {
		return file
	}
	return filepath.ToSlash(name)
}
