package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/schemas/config"
)

// exportsName is the global that a bundle leaves its entry module's exports in until Load takes them.
const exportsName = "__exports" // which says nothing of who runs it

// Source is an entry module: a file, or text that stands for one.
type Source struct {
	// Path is the file, relative to the working directory or absolute. Its extension says what it is: js, mjs, cjs,
	// ts, mts, cts, jsx, tsx.
	Path string
	// Text, where it is not empty, is taken instead of the file's content; imports are found relative to Path.
	Text string
	// Names is the folder that stacks name the sources relative to; empty means the working directory.
	Names string
	// Gate is what every file is read through; nil makes one around the project that the module lies in (files.Project).
	Gate *files.Gate
	// Plugins extend how imports are found and loaded.
	Plugins []api.Plugin
}

// Bundle is a module with everything it imports, as one script for the interpreter.
type Bundle struct {
	// Name is the entry module's path as it was given.
	Name string
	// Script is the JavaScript, ES2022, with an inline source map.
	Script string
	// SHA256 is the hexadecimal digest of the script without its source map; it does not depend on where the files
	// are.
	SHA256 string
	// Warnings are problems that do not keep the module from running.
	Warnings []Problem
}

// NewBundle bundles a module and what it imports: TypeScript, ESM, CommonJS, JSON, packages from node_modules. The
// error is a *SourceError where there is no such file, the module does not parse, an import is not found, or the gate lets
// something not through.
func NewBundle(source Source) (*Bundle, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("bundling %s: %w", source.Path, err)
	}
	path := source.Path
	if !filepath.IsAbs(path) {
		path = filepath.Join(here, path)
	}
	names := here
	if source.Names != "" {
		names = source.Names
	}
	options := buildOptions(names, filepath.Dir(path))
	gate, err := gateOf(source, path)
	if err != nil {
		return nil, &SourceError{Problems: []Problem{{File: source.Path, Message: err.Error()}}, Refused: true}
	}
	options.Plugins = slices.Concat([]api.Plugin{knocks(gate, len(source.Plugins) == 0)}, source.Plugins, []api.Plugin{reads(gate)})
	options.Metafile = true
	var built api.BuildResult
	if problem := enter(&options, source, path); problem != "" {
		return nil, &SourceError{Problems: []Problem{{File: source.Path, Message: problem}}}
	}
	if gate.Through(filepath.Dir(path)) == nil && (source.Text != "" || gate.Exists(path)) {
		built = api.Build(options)
	}
	base := filepath.Dir(path)
	overheard(gate, built.Errors, base)
	overheard(gate, built.Warnings, base)
	if err := refused(gate); err != nil {
		return nil, err
	}
	file := relative(here, base)
	if len(built.Errors) > 0 {
		return nil, &SourceError{Problems: problems(built.Errors, file)}
	}
	script, sourceMap := outputs(built.OutputFiles)
	if onlyModules(built.Metafile) {
		var err error
		if script, sourceMap, err = strict(script, sourceMap); err != nil {
			return nil, fmt.Errorf("bundling %s: %w", source.Path, err)
		}
	}
	digest := sha256.Sum256(script)
	return &Bundle{
		Name:     source.Path,
		Script:   inline(script, sourceMap),
		SHA256:   hex.EncodeToString(digest[:]),
		Warnings: problems(built.Warnings, file),
	}, nil
}

// relative returns a function that names a file, given relative to the directory base, as seen from here.
func relative(here, base string) func(string) string {
	return func(file string) string {
		path := filepath.FromSlash(file)
		if !filepath.IsAbs(path) {
			path = filepath.Join(base, path)
		}
		if seen, err := filepath.Rel(here, path); err == nil {
			return filepath.ToSlash(seen)
		}
		return file
	}
}

func buildOptions(names, base string) api.BuildOptions {
	return api.BuildOptions{
		// The bundler writes names of files relative to the working directory into the script, so for the digest's
		// sake that is the module's own; it names the sources in the map relative to the file that it would write.
		AbsWorkingDir: base,
		Outfile:       filepath.Join(names, bundleName+".js"),
		Bundle:        true,
		Format:        api.FormatIIFE,
		GlobalName:    exportsName,
		// The conditions and fields of packages that mean "not Node.js".
		Platform: api.PlatformBrowser,
		Target:   api.ES2022,
		// Faster to parse; and comments would name files.
		MinifyWhitespace: true,
		LegalComments:    api.LegalCommentsNone,
		Sourcemap:        api.SourceMapExternal,
		SourcesContent:   api.SourcesContentExclude,
		LogLevel:         api.LogLevelSilent,
	}
}

// enter sets the entry module and returns what is wrong with it, or "".
func enter(options *api.BuildOptions, source Source, path string) string {
	if source.Text != "" {
		options.Stdin = &api.StdinOptions{
			Contents: source.Text, Sourcefile: path, ResolveDir: filepath.Dir(path), Loader: loader(path),
		}
		return ""
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, syscall.ELOOP):
		return "it is a symbolic link that leads back to itself"
	case err != nil:
		return err.Error()
	case info.IsDir():
		return "it is a directory, where the file of a module is needed"
	case !info.Mode().IsRegular():
		return config.Regular(info, files.MaxFile).Error()
	case info.Size() > files.MaxFile:
		return fmt.Sprintf("it has %d MB, and a module may have %d MB; is it what was meant?", info.Size()>>20, files.MaxFile>>20)
	}
	options.EntryPoints = []string{path}
	return ""
}

func loader(path string) api.Loader {
	switch filepath.Ext(path) {
	case ".ts", ".mts", ".cts":
		return api.LoaderTS
	case ".tsx":
		return api.LoaderTSX
	case ".jsx":
		return api.LoaderJSX
	}
	return api.LoaderJS
}

func outputs(files []api.OutputFile) (script, sourceMap []byte) {
	for _, f := range files {
		switch filepath.Ext(f.Path) {
		case ".js":
			script = f.Contents
		case ".map":
			sourceMap = f.Contents
		}
	}
	return script, sourceMap
}
