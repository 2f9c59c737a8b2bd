package engine

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/files"
)

// gateOf is the gate of a source: its own, or one around the project that the module's file really lies in.
func gateOf(source Source, path string) (*files.Gate, error) {
	if source.Gate != nil {
		return source.Gate, nil
	}
	return GateOf(path)
}

// GateOf makes a gate around the project that the file of a module, an absolute path, really lies in.
func GateOf(path string) (*files.Gate, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	folder := filepath.Dir(path)
	for { // the folder of a module that is given as text may not be there
		gate, err := files.ForModule(folder)
		if err == nil || filepath.Dir(folder) == folder {
			return gate, err
		}
		folder = filepath.Dir(folder)
	}
}

// knocks has every import be refused that is written as one outside, before the bundler looks whether it is there, and
// has the configurations of folders looked at that the bundler reads on its way. absolute says that an absolute path is
// what it says, and not one from the root of a mini program.
func knocks(gate *files.Gate, absolute bool) api.Plugin {
	return api.Plugin{Name: "names", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			if args.Namespace != "file" && args.Namespace != "" || args.ResolveDir == "" {
				return api.OnResolveResult{}, nil
			}
			if err := gate.Through(args.ResolveDir); err != nil {
				return api.OnResolveResult{}, err
			}
			if args.Kind == api.ResolveEntryPoint {
				return api.OnResolveResult{}, nil
			}
			return api.OnResolveResult{}, knock(gate, args.Path, args.ResolveDir, absolute)
		})
	}}
}

func knock(gate *files.Gate, path, folder string, absolute bool) error {
	switch whole := filepath.FromSlash(path); {
	case filepath.IsAbs(whole):
		if !absolute {
			return nil
		}
		return gate.Named(whole)
	case path == "." || path == ".." || strings.HasPrefix(path, "./") || strings.HasPrefix(path, "../"):
		whole = filepath.Join(folder, whole)
		if err := gate.Named(whole); err != nil {
			return err
		}
		return gate.Through(whole)
	default: // a package, whose folder has a configuration of its own
		return gate.Through(filepath.Join(folder, "node_modules", whole))
	}
}

// reads has the gate read every file that no other plugin has loaded.
func reads(gate *files.Gate) api.Plugin {
	return api.Plugin{Name: "gate", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "file"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			loader, ok := scriptLoaders()[filepath.Ext(args.Path)]
			if !ok || len(args.With) > 0 {
				_, err := gate.Check(args.Path)
				return api.OnLoadResult{}, missing(err, args.Path)
			}
			data, err := gate.Read(args.Path)
			if err != nil {
				return api.OnLoadResult{}, missing(err, args.Path)
			}
			text := withoutForeignMap(gate, string(data), filepath.Dir(args.Path))
			return api.OnLoadResult{Contents: &text, Loader: loader, ResolveDir: filepath.Dir(args.Path)}, nil
		})
	}}
}

// missing words that a file is gone since it was found.
func missing(err error, file string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &files.Refusal{Name: files.Seen(file), Reason: "there is no such file"}
	}
	return err
}

// scriptLoaders are the files in which the bundler looks for the name of a source map, by extension.
func scriptLoaders() map[string]api.Loader {
	return map[string]api.Loader{
		".js": api.LoaderJS, ".mjs": api.LoaderJS, ".cjs": api.LoaderJS, ".jsx": api.LoaderJSX, ".ts": api.LoaderTS, ".mts": api.LoaderTS,
		".cts": api.LoaderTS, ".tsx": api.LoaderTSX, ".css": api.LoaderCSS,
	}
}

// mapName is how a script names its source map, which the bundler reads to map places further back.
var mapName = regexp.MustCompile(`[#@][ \t]*sourceMappingURL=[^\s'"]*`)

// withoutForeignMap breaks the names of source maps that may not be read. They are comments, so nothing else changes.
func withoutForeignMap(gate *files.Gate, text, folder string) string {
	return mapName.ReplaceAllStringFunc(text, func(found string) string {
		_, name, _ := strings.Cut(found, "=")
		if strings.HasPrefix(name, "data:") {
			return found
		}
		if !strings.ContainsAny(name, "%:?#") && !filepath.IsAbs(filepath.FromSlash(name)) {
			file := filepath.Join(folder, filepath.FromSlash(name))
			if gate.Inside(file) && gate.Exists(file) {
				return found
			}
		}
		return strings.Replace(found, "sourceMappingURL", "sourceMappingGone", 1)
	})
}

// refused returns what the gate refused, as an error; nil where that is nothing.
func refused(gate *files.Gate) error {
	var found []Problem
	for _, r := range gate.Refusals() {
		found = append(found, Problem{File: r.Name, Message: r.Reason})
	}
	if len(found) == 0 {
		return nil
	}
	return &SourceError{Problems: found, Refused: true}
}

// overheard has the gate refuse every file that the bundler tells of and that it would not have let through: what the
// bundler read without asking, of which its messages repeat a line.
func overheard(gate *files.Gate, messages []api.Message, base string) {
	for _, m := range messages {
		ask(gate, m.Location, base)
		if found := unread.FindStringSubmatch(m.Text); found != nil {
			askFor(gate, found[1], base)
		}
		if found := unmatched.FindStringSubmatch(m.Text); found != nil && m.Location != nil {
			askFor(gate, path.Join(path.Dir(m.Location.File), found[1]), base)
		}
		for _, note := range m.Notes {
			ask(gate, note.Location, base)
		}
	}
}

func ask(gate *files.Gate, at *api.Location, base string) {
	if at == nil || at.Namespace != "file" && at.Namespace != "" {
		return
	}
	askFor(gate, at.File, base)
}

// unread and unmatched are what the bundler says where the system has confined this process to what the gate lets through, and
// it would have read something else.
var (
	unread    = regexp.MustCompile(`^Cannot read (?:file|directory) "(.+)": permission denied$`)
	unmatched = regexp.MustCompile(`^The glob pattern \w+\("([^"*]*).*"\) did not match any files$`)
)

func askFor(gate *files.Gate, name, base string) {
	file := filepath.FromSlash(name)
	if !filepath.IsAbs(file) {
		file = filepath.Join(base, file)
	}
	if !gate.Inside(file) {
		gate.Check(file) // which remembers it
	}
}
