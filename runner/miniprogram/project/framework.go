package project

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/schemas/config"
)

// framework is one that builds mini programs from sources of its own.
type framework struct {
	name   string
	module string   // a package that its projects depend on
	files  []string // files that they have
	build  string   // the command that builds for this family of wallets
	output string   // the folder that it writes
}

// frameworks are those that are known; the first that fits counts.
func frameworks() []framework {
	return []framework{
		{"uni-app", "@dcloudio/uni-app", []string{"manifest.json", "pages.json"}, "npx uni build -p mp-alipay", "dist/build/mp-alipay"},
		{"Taro", "@tarojs/taro", nil, "npx taro build --type alipay", "dist"},
		{"Remax", "remax", nil, "npx remax build -t ali", "dist"},
		{"Rax", "rax-app", nil, "npx rax-app build", "build/miniapp"},
		{"mpx", "@mpxjs/core", nil, "npm run build -- --mode=ali", "dist/ali"},
		{"Chameleon", "chameleon-api", nil, "npx cml alipay build", "dist/alipay"},
		{"mpvue", "mpvue", nil, "npm run build:my", "dist/my"},
		{"Megalo", "megalo", nil, "npm run build:alipay", "dist-alipay"},
	}
}

// buildFirst says what to do with a folder that holds the sources of a framework; "" where it holds none.
func buildFirst(root string) string {
	for _, f := range frameworks() {
		if !f.fits(root) {
			continue
		}
		message := "these are the sources of " + f.name + ", which are built first: run npm install and " + f.build
		return message + ", and name the folder that it writes (" + f.output + ")"
	}
	return ""
}

func (f framework) fits(root string) bool {
	var manifest struct{ Dependencies, DevDependencies map[string]any }
	data, err := config.ReadRegular(filepath.Join(root, "package.json"), files.MaxFile)
	if err == nil && json.Unmarshal(data, &manifest) == nil {
		if manifest.Dependencies[f.module] != nil || manifest.DevDependencies[f.module] != nil {
			return true
		}
	}
	if len(f.files) == 0 {
		return false
	}
	return f.has(root) || f.has(filepath.Join(root, "src"))
}

func (f framework) has(folder string) bool {
	return !slices.ContainsFunc(f.files, func(name string) bool { return !exists(filepath.Join(folder, name)) })
}

// built are the names of folders that builds write: what is put there is gone after the next one.
var built = []string{"dist", "build", "output", "mp-alipay", "dist-alipay", "miniapp"}

// Built returns the folder of the sources that a folder was built from, and how that one names it, such as "dist"; ok is
// false where it is no output of a build.
func Built(folder string) (sources, name string, ok bool) {
	whole, err := filepath.Abs(folder)
	if err != nil {
		return "", "", false
	}
	isOutput := false
	for at := whole; filepath.Dir(at) != at; at = filepath.Dir(at) {
		if isOutput && exists(filepath.Join(at, "package.json")) {
			name, err := filepath.Rel(at, whole)
			return at, filepath.ToSlash(name), err == nil
		}
		if slices.Contains(built, filepath.Base(at)) {
			isOutput = true
		} else if at != whole && !isOutput {
			return "", "", false
		}
	}
	return "", "", false
}

// Output returns the folder below one that a build wrote a mini program to, relative to it; "" where there is none.
func Output(folder string) string {
	if exists(filepath.Join(folder, "app.json")) {
		return ""
	}
	candidates := map[string]string{}
	for _, f := range frameworks() {
		candidates[f.output] = f.output
	}
	for _, name := range append(slices.Sorted(maps.Keys(candidates)), "dist/dev/mp-alipay", "dist/mp-alipay", "dist/alipay", "build") {
		if exists(filepath.Join(folder, filepath.FromSlash(name), "app.json")) {
			return name
		}
	}
	return ""
}

// WebNotes says of each page that shows a page of the web what that means.
func (p *Project) WebNotes() []string {
	var notes []string
	for _, page := range p.Pages {
		if part := p.Parts[page]; part != nil && part.WebView {
			notes = append(
				notes,
				page+": it shows a page of the web (<web-view>); a flow in there is H5, which is not run here: check it in a browser, "+
					"with the browser driver (signspec wallet, driver: browser)",
			)
		}
	}
	return notes
}

// Missing says what keeps parts of the program from being run, each thing once.
func (p *Project) Missing() []string {
	var missing []string
	for _, problem := range p.Refused {
		note := problem.Place() + ": " + strings.SplitN(problem.Message, "\n", 2)[0]
		if !slices.Contains(missing, note) && len(missing) < maxMissing {
			missing = append(missing, note)
		}
	}
	return missing
}

// maxMissing is how many problems are told: the first ones show what to do.
const maxMissing = 8
