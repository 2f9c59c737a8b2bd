package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/files"
)

// findRoot returns the absolute path of the folder with app.json: the one that was named, or the one that its
// mini.project.json names.
func findRoot(gate *files.Gate, folder string) (string, error) {
	root, err := filepath.Abs(folder)
	if err != nil {
		return "", fmt.Errorf("loading the mini program: %w", err)
	}
	fail := func(format string, args ...any) error {
		return &engine.SourceError{Problems: []engine.Problem{{File: seenFrom(root), Message: fmt.Sprintf(format, args...)}}}
	}
	info, err := os.Stat(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fail("there is no such folder")
	case err != nil:
		return "", fail("the folder cannot be read: %v", err)
	case !info.IsDir():
		return "", fail("this is a file; the folder with app.json is needed")
	}
	refused := func(err error) error {
		var refusal *files.Refusal
		if !errors.As(err, &refusal) {
			return nil // it is not there
		}
		return &engine.SourceError{Problems: []engine.Problem{{File: refusal.Name, Message: refusal.Reason}}, Refused: true}
	}
	if _, err := gate.Folder(root); err != nil {
		return "", refused(err)
	}
	_, err = gate.Check(filepath.Join(root, "app.json"))
	if wrong := refused(err); err == nil || wrong != nil {
		return root, wrong
	}
	if config, _ := readJSON(gate, filepath.Join(root, "mini.project.json"), "mini.project.json"); config != nil {
		below := filepath.Join(root, filepath.FromSlash(config.text("miniprogramRoot")))
		_, err = gate.Check(filepath.Join(below, "app.json"))
		if wrong := refused(err); err == nil || wrong != nil {
			return below, wrong
		}
	}
	message := "there is no app.json in this folder; name the folder of the mini program, the one with app.json"
	if found := findApps(root); len(found) > 0 {
		message += "; perhaps " + strings.Join(found, " or ")
	}
	if built := buildFirst(root); built != "" {
		message = built
	}
	return "", fail("%s", message)
}

// Where findApps looks: a source folder or the output of a build, as in dist/build/mp-alipay.
const (
	searchDepth = 4
	maxFound    = 3
)

// findApps returns folders below root that hold an app.json, to suggest them.
func findApps(root string) []string {
	var found []string
	_ = filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || len(found) == maxFound {
			return filepath.SkipDir // a folder that cannot be read holds no suggestion
		}
		below, _ := filepath.Rel(root, file)
		if entry.IsDir() {
			name := entry.Name()
			if name == "node_modules" || strings.HasPrefix(name, ".") && file != root || strings.Count(filepath.ToSlash(below), "/") >= searchDepth {
				return filepath.SkipDir
			}
			return nil
		}
		if entry.Name() == "app.json" {
			found = append(found, seenFrom(filepath.Dir(file)))
		}
		return nil
	})
	return found
}

func exists(file string) bool {
	info, err := os.Stat(file)
	return err == nil && !info.IsDir()
}

// appConfig is what of app.json is needed while loading.
type appConfig struct{ uses map[string]string }

// app reads app.json.
func (l *loader) app() appConfig {
	var config appConfig
	file, problem := readJSON(l.gate, l.file("app.json"), l.seen("app.json"))
	if problem != nil {
		l.problem(*problem)
		return config
	}
	var pages []string
	if _, there := file.content["pages"]; there && !file.into("pages", &pages) {
		l.problem(file.atText("pages", `"pages" is a list of paths such as "pages/index/index"`))
		return config
	}
	l.pages(file, pages)
	var window struct {
		Title string `json:"defaultTitle"`
	}
	file.into("window", &window)
	l.project.Title = window.Title
	var tabs struct {
		Items []struct{ PagePath string }
		List  []struct{ PagePath string }
	}
	file.into("tabBar", &tabs)
	for _, tab := range append(tabs.Items, tabs.List...) {
		l.project.Tabs = append(l.project.Tabs, strings.TrimPrefix(tab.PagePath, "/"))
	}
	var behavior struct{ DecodeQuery string }
	file.into("behavior", &behavior)
	l.project.DecodeQuery = behavior.DecodeQuery != "disable"
	var plugins map[string]any
	file.into("plugins", &plugins)
	l.project.Plugins = sorted(plugins)
	config.uses = l.uses(file, "app")
	return config
}

// pages notes the pages, those of sub-packages too, and that each has a script.
func (l *loader) pages(file *document, pages []string) {
	var packages []struct {
		Root  string
		Pages []string
	}
	if !file.into("subPackages", &packages) {
		file.into("subpackages", &packages)
	}
	named := map[string]string{} // as it stands in app.json
	list := func(whole, written string) {
		if _, twice := named[whole]; twice {
			twice := file.atText(written, fmt.Sprintf("app.json lists the page %s twice", whole))
			l.warn("app.json", twice.Line, twice.Column, twice.Message)
			return
		}
		named[whole] = written
		l.project.Pages = append(l.project.Pages, whole)
	}
	for _, page := range pages {
		list(strings.Trim(page, "/"), page)
	}
	for _, p := range packages {
		for _, page := range p.Pages {
			list(path.Join(strings.Trim(p.Root, "/"), page), page)
		}
	}
	if len(l.project.Pages) == 0 {
		l.problem(file.atText("pages", `app.json lists no pages; "pages" names them, such as ["pages/index/index"]`))
		return
	}
	for _, page := range l.project.Pages {
		if l.script(page) == "" {
			l.lacking(page, file.atText(named[page], fmt.Sprintf("the page %s has no script: there is no %s.js (or .ts)", page, l.seen(page))))
		}
	}
}

// script returns the file of a page's or component's script, relative to the root, or "".
func (l *loader) script(part string) string {
	for _, extension := range scriptExtensions {
		if l.exists(part + extension) {
			return part + extension
		}
	}
	return ""
}
