package engine_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// project writes files into a new directory, makes it the working directory and returns it.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	directory := t.TempDir()
	for name, content := range files {
		path := filepath.Join(directory, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(directory)
	return directory
}

// load bundles a module and returns what it exports.
func load(t *testing.T, vm *engine.VM, source engine.Source) engine.Value {
	t.Helper()
	bundle, err := engine.NewBundle(source)
	if err != nil {
		t.Fatal(err)
	}
	program, err := bundle.Compile()
	if err != nil {
		t.Fatal(err)
	}
	exports, err := vm.Load(program)
	if err != nil {
		t.Fatal(err)
	}
	return exports
}

func TestBundlesWhatAModuleImports(t *testing.T) {
	project(t, map[string]string{
		"wallet.ts": `
			import dep, { named } from 'dep'
			import data from './data.json'
			import { helper } from './lib/helper'
			const cjs = require('./lib/old.cjs')
			export const found: string[] = [dep(), named, data.name, helper(), cjs.old]
			export async function* generate() { yield 1; yield 2 }
			class Private { #x = 5; static y = 6; get x() { return this.#x } }
			export const modern = [new Private().x, Private.y, { ...{ a: 1 } }?.a ?? 0, 2n ** 64n, /(?<year>\d+)/.exec('2024')?.groups?.year]`,
		"data.json":                     `{"name": "json"}`,
		"lib/helper.ts":                 `export const helper = (): string => 'helper'`,
		"lib/old.cjs":                   `exports.old = 'cjs'`,
		"node_modules/dep/package.json": `{"name": "dep", "module": "es.js", "main": "main.js"}`,
		"node_modules/dep/es.js":        `export default () => 'es'; export const named = 'named'`,
		"node_modules/dep/main.js":      `module.exports = () => 'main'`,
	})
	exports := load(t, engine.New(engine.Options{}), engine.Source{Path: "wallet.ts"})
	if got := exports.Get("found").String(); got != "es,named,json,helper,cjs" {
		t.Errorf("the imports are %s", got)
	}
	if got := exports.Get("modern").String(); got != "5,6,1,18446744073709551616,2024" {
		t.Errorf("modern JavaScript gave %s", got)
	}
}

func TestExportsOfEveryKindOfModule(t *testing.T) {
	for module, want := range map[string]string{
		"export const a = 1, b = 2":          "a,b",
		"exports.a = 1":                      "a",
		"module.exports = { a: 1, b: 2 }":    "a,b",
		"export default { a: 1 }":            "default",
		"module.exports = 5":                 "",
		"globalThis.x = 1":                   "",
		"export { readFileSync } from './x'": "readFileSync",
	} {
		project(t, map[string]string{"x.js": "export const readFileSync = 1"})
		exports := load(t, engine.New(engine.Options{}), engine.Source{Path: "module.js", Text: module})
		if got := strings.Join(exports.Keys(), ","); got != want {
			t.Errorf("%s\nexports %q, want %q", module, got, want)
		}
	}
}

// TestStacksNameTheSource shows that lines and columns are those of the source, through TypeScript and packages.
func TestStacksNameTheSource(t *testing.T) {
	project(t, map[string]string{
		"src/wallet.ts": `import call from 'dep'
interface Options { code: number }
class Refused extends Error { constructor(public code: number) { super('refused') } }

export function sign(options: Options): void {
  call(() => { throw new Refused(options.code) })
}`,
		"node_modules/dep/index.js": "module.exports = function perform(f) { return f() }",
	})
	vm := engine.New(engine.Options{})
	sign := load(t, vm, engine.Source{Path: "src/wallet.ts"}).Get("sign")
	_, err := vm.Call(sign, engine.Undefined(), vm.Object())
	var thrown *engine.Thrown
	if !errors.As(err, &thrown) {
		t.Fatalf("the error is %v", err)
	}
	var places []string
	for _, f := range engine.OwnFrames(thrown.Frames) {
		places = append(places, f.String())
	}
	want := "Refused (src/wallet.ts:3:66) src/wallet.ts:6:22 perform (node_modules/dep/index.js:1:47) sign (src/wallet.ts:6:3)"
	if got := strings.Join(places, " "); got != want {
		t.Errorf("the stack is\n%s, want\n%s", got, want)
	}
}

func TestProblemsOfModules(t *testing.T) {
	for name, tc := range map[string]struct{ module, want string }{
		"syntax": {"const a = 1\n\tconst é b = 2",
			"module.js:2:10: Expected \";\" but found \"b\"\n    \tconst é b = 2\n    \t        ^"},
		"no such module": {"import a from './nowhere'",
			"module.js:1:15: there is no module \"./nowhere\"\n    import a from './nowhere'\n                  ^"},
		"no such package": {"require('left-pad')",
			"module.js:1:9: there is no module \"left-pad\"\n    require('left-pad')\n            ^"},
		"of Node.js": {"import { readFileSync } from 'fs'",
			"module.js:1:30: \"fs\" is built into Node.js and is not there: this engine gives no access to files, processes or the network; a wallet that needs them runs as a program of its own (driver: exec)\n    import { readFileSync } from 'fs'\n                                 ^"},
		"of Node.js, with its prefix": {"import 'node:http'",
			"module.js:1:8: \"node:http\" is built into Node.js and is not there: this engine gives no access to files, processes or the network; a wallet that needs them runs as a program of its own (driver: exec)\n    import 'node:http'\n           ^"},
		"await outside": {"await 1",
			"module.js:1:1: await outside of a function is not supported here; await in a function, such as an async stage\n    await 1\n    ^"},
		"declared twice": {"let a\nlet a",
			"module.js:2:5: The symbol \"a\" has already been declared (module.js:1:5: The symbol \"a\" was originally declared here)\n    let a\n        ^"},
		"in an import": {"import './broken'",
			"lib/broken.js:1:7: Expected identifier but found \"=\"\n    const = 1\n          ^"},
	} {
		t.Run(name, func(t *testing.T) {
			project(t, map[string]string{"module.js": tc.module, "broken.js": "", "lib/broken.js": "const = 1"})
			source := engine.Source{Path: "module.js"}
			if name == "in an import" {
				source = engine.Source{Path: "lib/module.js", Text: tc.module}
			}
			_, err := engine.NewBundle(source)
			var problem *engine.SourceError
			if !errors.As(err, &problem) || err.Error() != tc.want {
				t.Errorf("the error is\n%v, want\n%s", err, tc.want)
			}
		})
	}
}

func TestProblemsWithoutAPlace(t *testing.T) {
	project(t, nil)
	if err := os.Symlink("ring.js", "ring.js"); err != nil {
		t.Fatal(err)
	}
	huge, err := os.Create("huge.js")
	if err != nil {
		t.Fatal(err)
	}
	defer huge.Close()
	if err := huge.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"nowhere.ts": "nowhere.ts: there is no such file",
		"ring.js":    "ring.js: it is a symbolic link that leads back to itself",
		"huge.js":    "huge.js: it has 200 MB, and a module may have 32 MB; is it what was meant?",
		".":          ".: it is a directory, where the file of a module is needed",
	} {
		if _, err := engine.NewBundle(engine.Source{Path: path}); err == nil || err.Error() != want {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

func TestDigestDoesNotDependOnWhereTheFilesAre(t *testing.T) {
	files := map[string]string{"a/wallet.ts": "import './old.cjs'\nexport const a = 1 // comment", "a/old.cjs": "exports.x = 1"}
	digest := func(path string) string {
		bundle, err := engine.NewBundle(engine.Source{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		return bundle.SHA256
	}
	project(t, files)
	first := digest("a/wallet.ts")
	directory := project(t, files)
	t.Chdir("a")
	if second := digest("wallet.ts"); second != first {
		t.Errorf("the digest is %s from one directory and %s from another", first, second)
	}
	if absolute := digest(filepath.Join(directory, "a", "wallet.ts")); absolute != first {
		t.Errorf("the digest is %s by a relative path and %s by an absolute one", first, absolute)
	}
	if err := os.WriteFile("wallet.ts", []byte("export const a = 2"), 0o644); err != nil {
		t.Fatal(err)
	}
	if changed := digest("wallet.ts"); changed == first {
		t.Error("another module has the same digest")
	}
}

func TestLocate(t *testing.T) {
	bundle, err := engine.NewBundle(engine.Source{Path: "wallet.ts", Text: "const a: number = 1\nexport function stage(): void { throw a }\nexport const same = [() => 1, () => 1]"})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"function stage(){throw a}": "wallet.ts:2:8", "()=>1": "", "no such text": "", "": "",
	} {
		if got := bundle.Locate(text); got != want {
			t.Errorf("%q is located at %q, want %q", text, got, want)
		}
	}
}

func TestSourceMapFilesAreNotRead(t *testing.T) {
	project(t, map[string]string{"secret.map": `{"version":3,"sources":["stolen.js"],"names":[],"mappings":"AAAA"}`})
	_, err := engine.New(engine.Options{}).Run(compile(t, "throw 1\n//# sourceMappingURL=secret.map"))
	if err == nil || strings.Contains(err.Error(), "stolen") {
		t.Errorf("the error is %v, want the place in test.js", err)
	}
}

// A module is strict, as the language says, also once it is bundled; what is no module keeps what it may do.
func TestModulesAreStrict(t *testing.T) {
	const writes = "const frozen = Object.freeze({ a: 1 })\nlet said = 'nothing'\ntry { frozen.a = 2 } catch (e) { said = e.name }\n"
	project(t, map[string]string{
		"module.js":  "import data from './data.json'\n" + writes + "export const found = said + data.n",
		"data.json":  `{"n": 1}`,
		"script.cjs": writes + "exports.found = said",
		"mixed.js":   "import './script.cjs'\n" + writes + "export const found = said",
	})
	for file, want := range map[string]string{"module.js": "TypeError1", "script.cjs": "nothing", "mixed.js": "nothing"} {
		exports := load(t, engine.New(engine.Options{}), engine.Source{Path: file})
		if got := exports.Get("found").String(); got != want {
			t.Errorf("%s: writing to what is frozen did %q, want %q", file, got, want)
		}
	}
}
