//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// canary stands in every file that is nobody's to read, also where a message would repeat the first word of it.
const canary = "CANARY-of-this-machine"

// exportsNothing makes an adapter of a module whose imports are the attack.
const exportsNothing = "\nexport const my = {}\nexport function stage() { return null }\n"

// attack is a target that tries something, as files relative to its folder, and what must happen.
type attack struct {
	files map[string]string
	// make does what files cannot, in the folder of the target.
	make func(dir string) error
	// says is part of what is told; status is that of the exit, 2 where it is 0.
	says   string
	status int
}

// refusedAs is how the gate begins to tell of what lies outside.
const refusedAs = "it lies outside of the project; what is read lies in "

func link(to, name string) func(string) error {
	return func(dir string) error { return os.Symlink(to, filepath.Join(dir, name)) }
}

func pipe(name string) func(string) error {
	return func(dir string) error { return syscall.Mkfifo(filepath.Join(dir, name), 0o600) }
}

func adapter(imports string) map[string]string {
	return map[string]string{"wallet.js": imports + exportsNothing}
}

// Whatever a wallet's adapter names, nothing outside of its project is read, and nothing is waited for.
func TestAttacksOfAnAdapter(t *testing.T) {
	with := func(files map[string]string, name, text string) map[string]string {
		files[name] = text
		return files
	}
	for name, a := range map[string]attack{
		"the environment as text":      {files: adapter("import x from '/proc/self/environ' with { type: 'text' }"), says: refusedAs},
		"an absolute path":             {files: adapter("import x from '/etc/passwd' with { type: 'text' }"), says: refusedAs},
		"a relative path as text":      {files: adapter("import x from '../outside/secret.txt' with { type: 'text' }"), says: refusedAs},
		"a relative path as bytes":     {files: adapter("import x from '../outside/secret.txt' with { type: 'bytes' }"), says: refusedAs},
		"JSON":                         {files: adapter("import x from '../outside/secret.json'"), says: refusedAs},
		"required JSON":                {files: adapter("const x = require('../outside/secret.json')"), says: refusedAs},
		"text by its extension":        {files: adapter("import x from '../outside/secret.txt'"), says: refusedAs},
		"a script that does not parse": {files: adapter("import '../outside/secret.js'"), says: refusedAs},
		"a pattern of names":           {files: adapter("const n = 'secret'; import('../outside/' + n + '.json')"), says: refusedAs},
		"what is not there":            {files: adapter("import '../outside/nowhere.js'"), says: refusedAs},
		"a style sheet":                {files: with(adapter("import './a.css'"), "a.css", "@import '../outside/secret.css';"), says: refusedAs},
		"a symbolic link":              {files: adapter("import x from './link.txt'"), make: link("../outside/secret.txt", "link.txt"), says: refusedAs},
		"a linked folder":              {files: adapter("import x from './folder/secret.json'"), make: link("../outside", "folder"), says: "outside of the project"},
		"linked packages":              {files: adapter("import x from 'outside/secret.json'"), make: link("..", "node_modules"), says: "outside of the project"},
		"a loop of links":              {files: adapter("import './ring.js'"), make: link("ring.js", "ring.js"), says: "ring.js"},
		"a source map":                 {files: adapter("//# sourceMappingURL=../outside/secret.json\n"), status: run.ExitNonconformant, says: "api-available"},
		"a base of the configuration":  {files: with(adapter(""), "tsconfig.json", `{"extends": "../outside/secret.json"}`), says: refusedAs},
		"a base in other letters":      {files: with(adapter(""), "tsconfig.json", `{"ext\u0065nds": "../outside/secret.txt"}`), says: refusedAs},
		"a linked configuration":       {files: adapter(""), make: link("../outside/secret.txt", "tsconfig.json"), says: "outside of the project"},
		"a linked package.json": {files: adapter("import './lib/a.js'"), make: func(dir string) error {
			os.Mkdir(filepath.Join(dir, "lib"), 0o777)
			return os.Symlink("/dev/zero", filepath.Join(dir, "lib", "package.json"))
		}, says: "leads to /dev/zero, outside of the project"},
		"git's own files":       {files: with(adapter("import x from './.git/config' with { type: 'text' }"), ".git/config", canary), says: "it is one of git's own files"},
		"a pipe":                {files: adapter("import './pipe.js'"), make: pipe("pipe.js"), says: "it is a pipe, where a regular file is needed"},
		"a device":              {files: adapter("import './zero.js'"), make: link("/dev/zero", "zero.js"), says: "outside of the project"},
		"a piped configuration": {files: adapter(""), make: pipe("package.json"), says: "it is a pipe, where a regular file is needed"},
		"many files": {files: adapter("import './all.js'"), make: func(dir string) error {
			var all strings.Builder
			for i := range 10_000 {
				name := fmt.Sprintf("many%d.js", i)
				fmt.Fprintf(&all, "import './%s'\n", name)
				if err := os.WriteFile(filepath.Join(dir, name), []byte("export const a = 1"), 0o666); err != nil {
					return err
				}
			}
			return os.WriteFile(filepath.Join(dir, "all.js"), []byte(all.String()), 0o666)
		}, says: "the project has more than 8000 files that are read"},
		"much source": {files: adapter("import './0.js'; import './1.js'; import './2.js'; import './3.js'"), make: func(dir string) error {
			text := []byte("/*" + strings.Repeat("x", 30<<20) + "*/ export const a = 1")
			for i := range 4 {
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.js", i)), text, 0o666); err != nil {
					return err
				}
			}
			return nil
		}, says: "the project has more than 64 MB that are read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a.try(t, "wallet", "wallet.js")
		})
	}
}

// The module of a device's or a browser's wallet is read in a child as well, through the same gate.
func TestAttacksOfAModuleForADevice(t *testing.T) {
	for driver, file := range map[string]string{
		"socket":  "driver: { socket: { address: '127.0.0.1:0', module: wallet.js } }\nstage: { signStr: { approve: x } }\n",
		"browser": "driver: { browser: { module: wallet.js } }\n",
	} {
		for name, a := range map[string]attack{
			"the environment": {files: adapter("import x from '/proc/self/environ' with { type: 'text' }"), says: refusedAs},
			"a tower":         {files: adapter("export const a = " + strings.Repeat("[", 1_500_000)), says: "reading wallet.js"},
			"a pipe":          {files: adapter("import './pipe.js'"), make: pipe("pipe.js"), says: "it is a pipe, where a regular file is needed"},
		} {
			t.Run(driver+": "+name, func(t *testing.T) {
				t.Parallel()
				a.files["wallet.yaml"] = file
				a.try(t, "wallet", "wallet.yaml")
			})
		}
	}
}

// try lays the target beside a folder of secrets, has the command check it, and looks at everything that was told.
func (a attack) try(t *testing.T, args ...string) {
	t.Helper()
	base := t.TempDir()
	dir := filepath.Join(base, "target")
	lay := map[string]string{
		"../outside/secret.txt": canary + "\n", "../outside/secret.json": `{"a": "` + canary + `"}`, "../outside/secret.js": canary + " is no script",
		"../outside/secret.css": ".a { color: " + canary + " }", "../outside/index.axml": "<view>" + canary + "</view>",
		"../outside/index.js": "Page({ a: '" + canary + "' })", "../outside/app.json": `{"pages": ["` + canary + `"]}`, "../outside/app.js": "App({})",
	}
	for name, text := range a.files {
		lay[name] = text
	}
	for name, text := range lay {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if a.make != nil {
		if err := a.make(dir); err != nil {
			t.Fatal(err)
		}
	}
	want := a.status
	if want == 0 {
		want = run.ExitConfiguration
	}
	cmd := command(t, dir, append(args, "--report", "all")...)
	cmd.Env = append(cmd.Env, "SECRET_OF_THE_COMMAND="+canary)
	began := time.Now()
	ended := start(t, cmd).end(t)
	told := ended.stdout + ended.stderr
	if ended.status != want || !strings.Contains(strings.Join(strings.Fields(told), " "), strings.TrimSpace(a.says)) {
		t.Errorf("status %d after %s, want %d and %q:\n%s", ended.status, time.Since(began), want, a.says, tail(told))
	}
	var reports []string
	folder, err := os.Lstat(ended.out)
	elsewhere := err == nil && folder.Mode()&os.ModeSymlink != 0 // where the files of others are, and nothing may be written
	if !elsewhere {
		reports, _ = filepath.Glob(filepath.Join(ended.out, "*"))
	}
	for _, file := range reports {
		text, _ := os.ReadFile(file)
		told += string(text)
	}
	if strings.Contains(told, canary) {
		t.Errorf("what lies outside was told of:\n%s", tail(ended.stdout+ended.stderr))
	}
	if len(reports) == 0 && !elsewhere {
		t.Error("there is no report")
	}
}
