package project_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/project"
)

// files are those of a mini program; a page pages/a/a and app.js are there unless they are named.
type files map[string]string

// absent is the content of a file that is not there.
const absent = "\x00"

func (f files) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	whole := files{"app.json": `{ "pages": ["pages/a/a"] }`, "app.js": "App({})", "pages/a/a.js": "Page({})", "pages/a/a.axml": "<view/>"}
	for name, text := range f {
		whole[name] = text
	}
	for name, text := range whole {
		if text == absent {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoad(t *testing.T) {
	dir := files{
		"app.json": `{
			"pages": ["pages/a/a", "/pages/b/b"], "subPackages": [{ "root": "shop", "pages": ["cart/cart"] }],
			"window": { "defaultTitle": "Shop" }, "tabBar": { "items": [{ "pagePath": "pages/a/a" }] }, "behavior": { "decodeQuery": "disable" },
			"usingComponents": { "every": "/components/every" } }`,
		"package.json":                  `{ "name": "shop", "version": "1.2.3" }`,
		"pages/a/a.json":                `{ "defaultTitle": "A", "usingComponents": { "near": "./near", "npm-box": "lib/box/index", "above": "../../components/dir" } }`,
		"pages/a/a.axml":                `<view onTap="go"/>`,
		"pages/a/near.js":               "Component({})",
		"pages/a/near.json":             `{ "usingComponents": { "deep": "/components/dir/index" } }`,
		"pages/b/b.ts":                  "Page({})",
		"shop/cart/cart.js":             "Page({})",
		"components/every.js":           "Component({})",
		"components/dir/index.js":       "Component({})",
		"node_modules/lib/box/index.js": "Component({})",
	}.write(t)
	p, err := project.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "shop" || p.Version != "1.2.3" || p.Title != "Shop" || p.DecodeQuery {
		t.Errorf("loaded %q %q %q %t", p.Name, p.Version, p.Title, p.DecodeQuery)
	}
	same(t, p.Pages, "pages/a/a", "pages/b/b", "shop/cart/cart")
	same(t, p.Tabs, "pages/a/a")
	var parts []string
	for path, part := range p.Parts {
		var uses []string
		for tag, component := range part.Uses {
			uses = append(uses, tag+"="+component)
		}
		slices.Sort(uses)
		parts = append(parts, fmt.Sprintf("%s %s %s", path, part.Script, strings.Join(uses, " ")))
	}
	slices.Sort(parts)
	same(t, parts,
		"components/dir/index components/dir/index.js every=components/every",
		"components/every components/every.js every=components/every",
		"node_modules/lib/box/index node_modules/lib/box/index.js every=components/every",
		"pages/a/a pages/a/a.js above=components/dir/index every=components/every near=pages/a/near npm-box=node_modules/lib/box/index",
		"pages/a/near pages/a/near.js deep=components/dir/index every=components/every",
		"pages/b/b pages/b/b.ts every=components/every",
		"shop/cart/cart shop/cart/cart.js every=components/every")
	if h := p.Parts["pages/a/a"].Handlers; len(h) != 1 || h[0].Name != "go" || p.Parts["pages/a/a"].Title != "A" {
		t.Errorf("page a: %+v", p.Parts["pages/a/a"])
	}
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestTheRootIsNamedByTheProject(t *testing.T) {
	dir := files{
		"app.json": absent, "app.js": absent, "pages/a/a.js": absent, "mini.project.json": `{ "miniprogramRoot": "src" }`,
		"src/app.json": `{ "pages": ["p"] }`, "src/app.ts": "App({})", "src/p.js": "Page({})",
	}.write(t)
	p, err := project.Load(dir)
	if err != nil || filepath.Base(p.Root) != "src" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct {
		files files
		want  []string
	}{
		"no app.json": {files{"app.json": absent, "dist/mp/app.json": "{}", "node_modules/x/app.json": "{}"},
			[]string{"DIR: there is no app.json in this folder; name the folder of the mini program, the one with app.json; perhaps DIR/dist/mp"}},
		"no JSON": {files{"app.json": "{\n  \"pages\": [\"pages/a/a\",]\n}"},
			[]string{"DIR/app.json:2:25: this is not JSON: invalid character ']' looking for beginning of value"}},
		"an empty file": {files{"app.json": ""}, []string{"DIR/app.json: the file is empty; the least that it holds is {}"}},
		"an array":      {files{"app.json": "[]"}, []string{"DIR/app.json:1:1: an object belongs here, not a JSON array"}},
		"no pages":      {files{"app.json": "{}"}, []string{"app.json lists no pages"}},
		"wrong pages":   {files{"app.json": `{ "pages": "pages/a/a" }`}, []string{`DIR/app.json:1:3: "pages" is a list of paths`}},
		"no app.js":     {files{"app.js": absent}, []string{"DIR/app.json: there is no app.js (or app.ts) beside it"}},
		"pages without files": {files{"app.json": "{ \"pages\": [\"pages/a/a\",\n  \"pages/b/b\", \"pages/c/c\"] }"},
			[]string{"DIR/app.json:2:3: the page pages/b/b has no script: there is no DIR/pages/b/b.js (or .ts)", "DIR/app.json:2:16: the page pages/c/c has no script"}},
		"a component without a file": {files{"pages/a/a.json": `{ "usingComponents": { "x-y": "./nowhere" } }`},
			[]string{"DIR/pages/a/a.json:1:31: the component <x-y> has no script: ./nowhere"}},
		"a syntax error": {files{"pages/a/a.js": "Page({\n  onLoad( {\n})"}, []string{"DIR/pages/a/a.js:3:3: Expected"}},
		"an axml error":  {files{"pages/a/a.axml": "<view>\n  <text id=\"></text>"}, []string{"DIR/pages/a/a.axml:2:12: the quote \" is not closed"}},
		"an unknown import": {files{"pages/a/a.js": "import x from '/utils/x'\nconst y = require('y-lib')\nPage({ x, y })"},
			[]string{`DIR/pages/a/a.js:1:15: there is no module "/utils/x"`, `DIR/pages/a/a.js:2:19: there is no module "y-lib"; no packages are installed here: run npm install first`}},
		"an unknown package": {files{"pages/a/a.js": "import 'x'", "node_modules/y/index.js": ""}, []string{`there is no module "x"`}},
		"no folder":          {nil, []string{"there is no such folder"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "nowhere")
			if c.files != nil {
				dir = c.files.write(t)
			}
			p, err := project.Load(dir)
			if err == nil && len(p.Refused) > 0 {
				err = &engine.SourceError{Problems: p.Refused}
			}
			var wrong *engine.SourceError
			if !errors.As(err, &wrong) {
				t.Fatalf("got %v", err)
			}
			here, _ := os.Getwd()
			seen, _ := filepath.Rel(here, dir)
			message := strings.ReplaceAll(err.Error(), filepath.ToSlash(seen), "DIR")
			for _, want := range c.want {
				if !strings.Contains(message, want) {
					t.Errorf("got %s\nwant %q", message, want)
				}
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	dir := files{
		"pages/a/a.json": `{ "usingComponents": { "p": "plugin://x/y" } }`,
		"pages/a/a.axml": "<view>{{a b}}</view>\n<import src=\"./gone.axml\"/>",
		"pages/a/a.js":   "Page({ ok: typeof x === 'nil' })",
	}.write(t)
	p, err := project.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range p.Warnings {
		got = append(got, fmt.Sprintf("%s:%d %s", w.File, w.Line, w.Message))
	}
	same(t, got,
		"pages/a/a.json:0 the component <p> is of a plugin, which is not there: plugin://x/y",
		"pages/a/a.axml:1 {{a b}} is not an expression",
		"pages/a/a.axml:0 the template pages/a/gone.axml, which it imports, cannot be read",
		`pages/a/a.js:1 The "typeof" operator will never evaluate to "nil"`)
}

// What the vendors' tools mend is mended, with a warning; what is wrong with one part is told, and keeps nobody from the
// others.
func TestWhatIsMended(t *testing.T) {
	dir := files{
		"app.json":         `{ "pages": ["pages/a/a", "pages/b/b", "pages/c/c"] }`,
		"pages/a/a.json":   "",
		"pages/a/a.axml":   "<view>\n  <text>a</view>",
		"pages/a/a.js":     "import { base, own } from '/config'\nimport gone from './named'\nPage({ base, own, gone })",
		"config.js":        "const base = 'https://shop.example'\nexport default { base }\nexport const own = 1",
		"pages/a/named.ts": "export const x: number = 1",
		"pages/b/b.js":     "import 'nowhere'\nPage({})",
	}.write(t)
	p, err := project.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range p.Warnings {
		got = append(got, fmt.Sprintf("%s:%d %s", w.File, w.Line, strings.ReplaceAll(w.Message, dir, "DIR")))
	}
	slices.Sort(got)
	const only = "; the program is refused only if the flow comes here"
	for i, want := range []string{
		"app.json:1 the page pages/c/c has no script", "pages/a/a.axml:2 <text> is not closed; it ends where </view> of line 2 stands",
		"pages/a/a.js:1 config.js exports no base, so that it is undefined", "pages/a/a.js:2 pages/a/named.ts exports no default, so that it is undefined",
		"pages/a/a.json:0 the file is empty; the least that it holds is {}",
		`pages/b/b.js:1 there is no module "nowhere"; no packages are installed here: run npm install first` + only,
	} {
		if i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("warned\n%s\nwant %s", strings.Join(got, "\n"), want)
		}
	}
	if len(p.Refused) != 2 || len(p.Parts["pages/c/c"].Refused) != 1 {
		t.Errorf("refused %+v", p.Refused)
	}
}

func TestStacksNameFilesRelativeToTheRoot(t *testing.T) {
	dir := files{"utils/x.ts": "export function f(): void {\n  throw new Error('x')\n}", "app.js": "import { f } from '/utils/x'\nf()"}.write(t)
	p, err := project.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	program, err := p.Bundle.Compile()
	if err != nil {
		t.Fatal(err)
	}
	vm := engine.New(engine.Options{})
	exports, err := vm.Load(program)
	if err != nil {
		t.Fatal(err)
	}
	vm.Global().Set("exported", exports)
	run, err := engine.Compile(engine.Internal+"test", "exported.app()")
	if err != nil {
		t.Fatal(err)
	}
	_, err = vm.Run(run)
	var thrown *engine.Thrown
	if !errors.As(err, &thrown) || thrown.At() != "utils/x.ts:2:9" {
		t.Errorf("got %v", err)
	}
}
