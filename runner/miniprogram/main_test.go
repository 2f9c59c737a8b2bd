package miniprogram_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// The test binary is the child as well, as the command is.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == miniprogram.ChildArgument {
		os.Exit(miniprogram.Child(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// write writes a mini program of one page, pages/index/index, whose files are named; it returns its folder.
func write(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	whole := map[string]string{
		"app.js": "App({})", "app.json": `{ "pages": ["pages/index/index"] }`,
		"pages/index/index.js": "Page({})", "pages/index/index.axml": "<view/>",
	}
	for name, text := range files {
		whole[name] = text
	}
	for name, text := range whole {
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

// configured returns the options for a folder and the text of its signspec.yaml.
func configured(t testing.TB, dir, yaml string) miniprogram.Options {
	t.Helper()
	file := filepath.Join(dir, miniprogram.ConfigFile)
	config, err := schemas.ParseMerchantConfig(file, []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	return miniprogram.Options{File: file, Config: config}
}

// basic is a signspec.yaml that most tests can use.
const basic = `
open: pages/index/index
start: start
server:
  - { role: prepare, request: POST /prepare, reply: { url: "{signStr}" } }
  - { role: result, request: POST /result, accept: { ok: true }, reject: { ok: false } }
`

// plain is a scenario in which the person approves and everything works.
func plain() merchant.Scenario {
	return merchant.Scenario{
		Name: "outcome/approve",
		Wallet: merchant.Wallet{
			Answers:   []merchant.Answer{{How: merchant.Plain, Outcome: record.Approve}},
			AuthState: "state-canary", AuthCode: "code-canary", SignStr: "https://wallet.test/sign",
		},
		Server: merchant.Server{Prepare: merchant.Answers, Result: merchant.Accepts, Status: merchant.Answers},
		Flow:   merchant.Flow{Starts: 1, Yes: 1, HorizonMs: 300_000},
	}
}

// unpack writes a program of the fixtures and returns its folder.
func unpack(t testing.TB, name string) string {
	t.Helper()
	programs, err := miniprograms.Programs()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		if p.Dir == name {
			dir := t.TempDir()
			if err := p.Unpack(dir); err != nil {
				t.Fatal(err)
			}
			return dir
		}
	}
	t.Fatalf("there is no fixture %s", name)
	return ""
}
