//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
)

// attackingProgram is a mini program and its configuration, with the files of an attack.
func attackingProgram(files map[string]string) map[string]string {
	whole := map[string]string{
		"app.js": "App({})", "app.json": `{ "pages": ["pages/a/a"] }`, "pages/a/a.js": "Page({ start() {} })", "pages/a/a.axml": "<view/>",
		"signspec.yaml": "open: pages/a/a\nstart: start\nserver: []\n",
	}
	for name, text := range files {
		if text == "" {
			delete(whole, name)
			continue
		}
		whole[name] = text
	}
	return whole
}

// Whatever a mini program or its configuration names, nothing outside of its folder is read, and nothing is waited for.
func TestAttacksOfAMiniProgram(t *testing.T) {
	const yaml = "open: pages/a/a\nstart: start\n"
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for _, c := range "bcdefgh" {
		before, name := string(c-1), string(c)
		bomb += name + ": &" + name + " [" + strings.TrimSuffix(strings.Repeat("*"+before+", ", 9), ", ") + "]\n"
	}
	for name, a := range map[string]attack{
		"text in a script":         {files: map[string]string{"pages/a/a.js": "import x from '../../../outside/secret.txt' with { type: 'text' }\nPage({ x })"}, says: refusedAs},
		"the environment":          {files: map[string]string{"pages/a/a.js": "import x from '../../../../../../../../../../proc/self/environ' with { type: 'text' }\nPage({ x })"}, says: refusedAs},
		"an include":               {files: map[string]string{"pages/a/a.axml": `<include src="../../../outside/index.axml"/>`}, says: refusedAs},
		"an include from the root": {files: map[string]string{"pages/a/a.axml": `<include src="/../outside/index.axml"/>`}, status: run.ExitNonconformant, says: "cannot be read"},
		"an import":                {files: map[string]string{"pages/a/a.axml": `<import src="../../../outside/index.axml"/>`}, says: refusedAs},
		"an import-sjs":            {files: map[string]string{"pages/a/a.axml": `<import-sjs name="m" from="../../../outside/index.js"/>`}, says: refusedAs},
		"a component":              {files: map[string]string{"pages/a/a.json": `{ "usingComponents": { "x": "../../../outside/index" } }`}, says: refusedAs},
		"a page":                   {files: map[string]string{"app.json": `{ "pages": ["pages/a/a", "../outside/index"] }`}, says: refusedAs},
		"a page of a package":      {files: map[string]string{"app.json": `{ "pages": ["pages/a/a"], "subPackages": [{ "root": "..", "pages": ["outside/index"] }] }`}, says: refusedAs},
		"a style":                  {files: map[string]string{"pages/a/a.acss": `@import "../../../outside/secret.css";`}, says: refusedAs},
		"the program":              {files: map[string]string{"signspec.yaml": "program: ../outside\n" + yaml + "server: []\n"}, says: "outside of the project"},
		"an absolute program":      {files: map[string]string{"signspec.yaml": "program: /etc\n" + yaml + "server: []\n"}, says: "outside of the project"},
		"the root of the program":  {files: map[string]string{"app.json": "", "mini.project.json": `{ "miniprogramRoot": "../outside" }`}, says: "outside of the project"},
		"a module for a server":    {files: map[string]string{"signspec.yaml": yaml + "server: ../outside/secret.js\n"}, says: "outside of the project"},
		"an import of the server": {files: map[string]string{"signspec.yaml": yaml + "server: ./s.js\n",
			"s.js": "import x from '../outside/secret.txt' with { type: 'text' }\nexport default () => x"}, says: refusedAs},
		"a profile":                {files: map[string]string{"signspec.yaml": "profile: ../outside/secret.txt\n" + yaml + "server: []\n"}, says: "outside of the project"},
		"a linked page":            {files: map[string]string{"pages/a/a.js": ""}, make: link("../../../outside/index.js", "pages/a/a.js"), says: "outside of the project"},
		"a linked app.json":        {files: map[string]string{"app.json": ""}, make: link("../outside/app.json", "app.json"), says: "outside of the project"},
		"a linked style":           {make: link("../outside/secret.css", "app.acss"), says: "outside of the project"},
		"a piped style":            {make: pipe("app.acss"), says: "it is a pipe"},
		"a piped template":         {files: map[string]string{"pages/a/a.axml": ""}, make: pipe("pages/a/a.axml"), says: "it is a pipe"},
		"a piped configuration":    {files: map[string]string{"signspec.yaml": ""}, make: pipe("signspec.yaml"), says: "it is a pipe"},
		"an endless configuration": {files: map[string]string{"signspec.yaml": ""}, make: link("/dev/zero", "signspec.yaml"), says: "it is a link to /dev/zero"},
		"reports elsewhere":        {make: link("/tmp", "signspec-report"), says: "is a link to"},
		"a bomb of aliases":        {files: map[string]string{"signspec.yaml": bomb}, says: "with its aliases replaced the file is too large"},
		"a tower of brackets":      {files: map[string]string{"signspec.yaml": strings.Repeat("[", 30_000)}, says: "nested more than 64 deep"},
		"deep markup":              {files: map[string]string{"pages/a/a.axml": strings.Repeat("<view>", 300_000)}, says: "reading the mini program"},
		"a server elsewhere":       {files: map[string]string{"signspec.yaml": yaml + "server: { proxy: 'http://169.254.169.254/latest' }\n"}, says: "--allow-host 169.254.169.254 allows it"},
		"a server's command":       {files: map[string]string{"signspec.yaml": yaml + "server: { start: 'touch ran', base: 'http://127.0.0.1:1', bound: { status: 200 } }\n"}, says: "--allow-start runs it"},
		"a server by its name":     {files: map[string]string{"signspec.yaml": yaml + "server: { proxy: 'http://metadata.test/' }\n"}, says: "--allow-host metadata.test allows it"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a.files = attackingProgram(a.files)
			a.try(t, "merchant")
		})
	}
}

// Whoever sends a second signal is not kept waiting, and nothing that was started is left behind.
func TestASecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	module := "#!/bin/sh\ntrap '' INT TERM\necho $$ >&2\nexec sleep 300\n"
	dir := write(t, "adapter.sh", module)
	r := begin(t, dir, "wallet", "--", "sh", filepath.Join(dir, "adapter.sh"))
	r.await(t, "adapter: ")
	for range 2 {
		if err := r.cmd.Process.Signal(syscall.SIGINT); err != nil {
			break // it has ended
		}
		time.Sleep(oneSignal + 100*time.Millisecond)
	}
	select {
	case <-r.ended:
	case <-time.After(5 * time.Second):
		t.Fatal("the command still runs")
	}
	if left := r.left(); left.status != run.ExitHarness {
		t.Errorf("status %d: %s", left.status, left.stderr)
	}
}

// timeout sends its signal to the child and then to the group, and a closed terminal sends another: reports are written.
func TestASignalThatComesTwiceIsOne(t *testing.T) {
	t.Parallel()
	dir := write(t, "adapter.sh", "#!/bin/sh\necho $$ >&2\nexec sleep 300\n")
	for name, sent := range map[string][]os.Signal{"twice": {syscall.SIGTERM, syscall.SIGTERM}, "closed": {syscall.SIGHUP}} {
		r := begin(t, dir, "wallet", "--out", name, "--", "sh", filepath.Join(dir, "adapter.sh"))
		r.await(t, "adapter: ")
		for _, s := range sent {
			if err := r.cmd.Process.Signal(s); err != nil {
				t.Fatal(err)
			}
		}
		select {
		case <-r.ended:
		case <-time.After(10 * time.Second):
			t.Fatal("the command still runs")
		}
		if left := r.left(); left.status != run.ExitHarness {
			t.Errorf("%s: status %d: %s", name, left.status, left.stderr)
		}
		if _, err := os.Stat(filepath.Join(dir, name, "report.json")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
