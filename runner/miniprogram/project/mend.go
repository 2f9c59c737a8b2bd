package project

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/engine"
)

// mends are what is put in place of what the bundler refuses, so that a page that nobody opens keeps nobody from
// checking the others.
type mends struct {
	// exports are the names that are imported of a module that does not export them: undefined, as the vendors' tools
	// have it. By the module's file.
	exports map[string][]string
	// files are those that are not JavaScript, imports those that are nowhere: running one refuses the program, for the
	// problem of that index.
	files, imports map[string]int
}

func (m *mends) refusing() bool { return len(m.files)+len(m.imports) > 0 }

// maxMends is how often the code is bundled: each time some ten problems are told.
const maxMends = 40

// mending bundles the code; what cannot be bundled is left out of it, and refused where the flow comes to it.
func (l *loader) mending() (*engine.Bundle, error) {
	l.mends = mends{map[string][]string{}, map[string]int{}, map[string]int{}}
	for range maxMends {
		var told []api.Message
		bundle, err := engine.NewBundle(engine.Source{
			Path: l.file(entryName), Text: l.entry(), Names: l.root, Gate: l.gate, Plugins: []api.Plugin{l.mender(&told), l.resolver()},
		})
		var wrong *engine.SourceError
		if !errors.As(err, &wrong) || wrong.Refused {
			return bundle, err
		}
		mended := false
		for i, p := range wrong.Problems {
			if i < len(told) && told[i].Location != nil {
				mended = l.mend(told[i], p) || mended
			}
		}
		if !mended {
			return nil, err
		}
	}
	return nil, errors.New("too much of the code cannot be bundled")
}

// noExport is how the bundler says that a module does not export what is imported of it.
var noExport = regexp.MustCompile(`^No matching export in "(.*)" for import "(.*)"$`)

// mend sees to it that a problem does not come up again, and says whether that is new.
func (l *loader) mend(m api.Message, p engine.Problem) bool {
	if found := noExport.FindStringSubmatch(m.Text); found != nil {
		file := l.file(found[1])
		if slices.Contains(l.mends.exports[file], found[2]) {
			return false
		}
		l.mends.exports[file] = append(l.mends.exports[file], found[2])
		l.warn(l.inside(p.File), p.Line, p.Column, fmt.Sprintf("%s exports no %s, so that it is undefined", l.inside(l.file(found[1])), found[2]))
		return true
	}
	if spec, ok := strings.CutPrefix(m.Text, "Could not resolve "); ok {
		spec = strings.Trim(spec, `"`)
		if _, known := l.mends.imports[spec]; known {
			return false
		}
		p.Message += l.installHint(p.Message)
		l.mends.imports[spec] = l.refuse(p)
		return true
	}
	file := l.file(m.Location.File)
	if _, known := l.mends.files[file]; known {
		return false
	}
	l.mends.files[file] = l.refuse(p)
	return true
}

// refusedModule is the module that those import that refuse the program; the host puts its own function into it.
const refusedModule = "signspec-refused"

// mender puts the mends in their places, and hears what the bundler has to tell.
func (l *loader) mender(told *[]api.Message) api.Plugin {
	return api.Plugin{Name: "mends", Setup: func(build api.PluginBuild) {
		build.OnEnd(func(result *api.BuildResult) (api.OnEndResult, error) {
			*told = result.Errors
			return api.OnEndResult{}, nil
		})
		build.OnResolve(api.OnResolveOptions{Filter: "^" + refusedModule + "$"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: args.Path, Namespace: refusedModule}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: refusedModule}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "exports.refuse = function () {}"
			if index, ok := l.mends.imports[args.Path]; ok {
				text = refusal(index)
			}
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
		})
		if len(l.mends.imports) > 0 {
			build.OnResolve(api.OnResolveOptions{Filter: anyOf(sorted(l.mends.imports))}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
				return api.OnResolveResult{Path: args.Path, Namespace: refusedModule}, nil
			})
		}
		l.replaceFiles(build)
	}}
}

// anyOf matches any of the texts, whole.
func anyOf(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = regexp.QuoteMeta(text)
	}
	return "^(" + strings.Join(quoted, "|") + ")$"
}

// refusal is a module that refuses the program when it is run.
func refusal(index int) string { return fmt.Sprintf("require(%q).refuse(%d)", refusedModule, index) }

func (l *loader) replaceFiles(build api.PluginBuild) {
	if files := sorted(l.mends.files); len(files) > 0 {
		build.OnLoad(api.OnLoadOptions{Filter: anyOf(files)}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			text := refusal(l.mends.files[args.Path])
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS, ResolveDir: filepath.Dir(args.Path)}, nil
		})
	}
	if files := sorted(l.mends.exports); len(files) > 0 {
		build.OnLoad(api.OnLoadOptions{Filter: anyOf(files)}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			source, err := l.gate.Read(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := string(source) + "\n;var signspecMissing;export {"
			for _, name := range l.mends.exports[args.Path] {
				text += "signspecMissing as " + name + ","
			}
			text += "}"
			return api.OnLoadResult{Contents: &text, Loader: loaderOf(args.Path), ResolveDir: filepath.Dir(args.Path)}, nil
		})
	}
}

func loaderOf(file string) api.Loader {
	switch filepath.Ext(file) {
	case ".ts", ".mts", ".cts":
		return api.LoaderTS
	case ".tsx":
		return api.LoaderTSX
	case ".jsx":
		return api.LoaderJSX
	}
	return api.LoaderJS
}
