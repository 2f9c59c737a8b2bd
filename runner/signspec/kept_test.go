package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// keeping makes a folder with a wallet that breaks a should rule alone, in ci/, and a target file with further lines.
func keeping(t *testing.T, lines string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "ci"), fixtures.WalletFS()); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "ci", "wallet.yaml"), "driver: { script: faulty/asynchronous.js }\nplan: thrifty\n"+lines)
	return dir
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestATargetFileKeepsFlags shows that report, out, strict and baseline hold where no flag is given, and that a flag wins.
func TestATargetFileKeepsFlags(t *testing.T) {
	const known = "known:\n  - { rule: asynchronous, reason: it is being mended, link: 'https://issues.example/1' }\n"
	for name, c := range map[string]struct {
		lines  string
		args   []string
		status int
		out    string // of the reports, which are sarif and the records
	}{
		"nothing is kept":                       {"", []string{"--report", "sarif"}, run.ExitConformant, "signspec-report"},
		"all is kept":                           {"report: [sarif]\nout: reports\nstrict: true\n", nil, run.ExitNonconformant, "ci/reports"},
		"flags win":                             {"report: [html]\nout: reports\nstrict: true\n", []string{"--report=sarif", "--out=there", "--strict=false"}, run.ExitConformant, "there"},
		"a baseline is kept":                    {"report: [sarif]\nstrict: true\nbaseline: known.yaml\n", nil, run.ExitConformant, "signspec-report"},
		"a flag asks for what the file may not": {"report: [sarif]\nout: ../../elsewhere\n", []string{"--out=../elsewhere"}, run.ExitConformant, "../elsewhere"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(keeping(t, c.lines), "")
			put(t, filepath.Join(dir, "ci", "known.yaml"), known)
			if strings.HasPrefix(c.out, "..") {
				dir = filepath.Join(dir, "ci")
				c.args = append(c.args, "wallet.yaml")
			} else {
				c.args = append(c.args, "ci/wallet.yaml")
			}
			e := signspec(t, dir, append([]string{"wallet"}, c.args...)...)
			if e.status != c.status {
				t.Errorf("exit status %d, want %d: %s", e.status, c.status, e.stderr)
			}
			got := filesIn(t, filepath.Join(dir, c.out))
			if !slices.Contains(got, "report.sarif") || slices.Contains(got, "report.html") {
				t.Errorf("%s has %q", c.out, got)
			}
		})
	}
}

// TestAStrangersFileReachesNothingOutside shows that a target file has nothing written outside of its own folder, and no
// baseline read out of its project.
func TestAStrangersFileReachesNothingOutside(t *testing.T) {
	for name, c := range map[string]struct{ lines, says string }{
		"a folder above": {"out: ../reports\n", "wallet.yaml:3:6: reports are not written outside of this file's folder unasked; --out ../reports on the command line"},
		"a link":         {"out: away\n", "wallet.yaml:3:6: reports are not written outside"},
		"a baseline":     {"baseline: ../../known.yaml\n", "wallet.yaml:3:11: "},
		"none":           {"baseline: none.yaml\n", "wallet.yaml:3:11: there is no file none.yaml beside this one"},
		"a format":       {"report: [htlm]\n", `report[0] is "htlm", one of junit, json, html`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := keeping(t, c.lines)
			outside := t.TempDir()
			if err := os.Symlink(outside, filepath.Join(dir, "ci", "away")); err != nil {
				t.Skip("this system makes no symbolic links:", err)
			}
			put(t, filepath.Join(filepath.Dir(dir), "known.yaml"), "known: []\n")
			e := signspec(t, dir, "wallet", "ci/wallet.yaml")
			if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
				t.Errorf("exit status %d, and it says %s", e.status, e.stderr)
			}
			if _, err := os.Stat(filepath.Join(dir, "reports")); err == nil || len(filesIn(t, outside)) > 0 {
				t.Error("something was written outside of the file's folder")
			}
		})
	}
}

// TestEveryTargetFileKeepsTheSame shows that the four kinds of target files take over what they keep.
func TestEveryTargetFileKeepsTheSame(t *testing.T) {
	program := unpack(t, "faulty/code-not-logged")
	file := filepath.Join(program, "signspec.yaml")
	put(t, file, read(t, file)+"\nstrict: true\nout: kept\nreport: [json]\n")
	if e := signspec(t, t.TempDir(), "merchant", program); e.status != run.ExitNonconformant {
		t.Errorf("merchant: exit status %d: %s", e.status, e.stderr)
	}
	if got := filesIn(t, filepath.Join(program, "kept")); !slices.Contains(got, "report.json") {
		t.Errorf("merchant: the kept folder has %q", got)
	}
	for command, text := range map[string]string{
		"server": "server: { base: 'http://127.0.0.1:1', within: 1ms }\nstart: { request: GET /s, signStr: $.s }\n" +
			"result: { request: GET /r, bound: { status: 200 } }\nout: kept\nreport: [json]\n",
		"platform": "platform: { base: 'http://127.0.0.1:1', within: 1ms }\nclients: [{ id: a, key: none.pem, platformKey: none.pem }]\n" +
			"authorise: { request: GET /a, code: $.c, state: $.s }\nout: kept\nreport: [json]\n",
	} {
		dir := write(t, "target.yaml", text)
		e := signspec(t, dir, command, "target.yaml")
		if _, err := os.Stat(filepath.Join(dir, "kept", "report.json")); err != nil {
			t.Errorf("%s: %v; it says %s", command, err, e.stderr)
		}
	}
}

// TestTheSchemaListsTheFormats shows that a target file may name what --report takes, and nothing else.
func TestTheSchemaListsTheFormats(t *testing.T) {
	for _, name := range append(formats.Names(), formats.All) {
		if problems := schemas.Validate(schemas.TargetSchema, map[string]any{"driver": map[string]any{"script": "a.js"}, "report": []any{name}}); len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}
