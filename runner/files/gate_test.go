package files_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/files"
)

// lay writes files, each with its own name in it, and returns the real path of their folder.
func lay(t *testing.T, names ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWhatTheGateLetsThrough(t *testing.T) {
	dir := lay(t, "repo/program/a.js", "repo/node_modules/dep/a.js", "node_modules/far/a.js", "repo/other.js", "repo/program/.git/config", "repo/program/..odd.js")
	gate, err := files.NewGate(filepath.Join(dir, "repo", "program"))
	if err != nil {
		t.Fatal(err)
	}
	for name, through := range map[string]bool{
		"repo/program/a.js": true, "repo/program/..odd.js": true, "repo/node_modules/dep/a.js": true, "node_modules/far/a.js": true,
		"repo/other.js": false, "repo/program/.git/config": false, "repo/nowhere.js": false, "repo/program": false,
	} {
		text, err := gate.Read(filepath.Join(dir, filepath.FromSlash(name)))
		var refusal *files.Refusal
		if through && string(text) != name || !through && !errors.As(err, &refusal) {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if _, err := gate.Read(filepath.Join(dir, "repo", "program", "none.js")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
	if n := len(gate.Refusals()); n != 4 {
		t.Errorf("%d refusals are remembered: %v", n, gate.Refusals())
	}
}

func TestAGateOfANamedLink(t *testing.T) {
	dir := lay(t, "real/a.js")
	link := filepath.Join(dir, "link")
	if err := os.Symlink("real", link); err != nil {
		t.Skip("this needs symbolic links: ", err)
	}
	gate, err := files.NewGate(link)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{filepath.Join(link, "a.js"), filepath.Join(dir, "real", "a.js")} {
		if text, err := gate.Read(file); err != nil || string(text) != "real/a.js" {
			t.Errorf("%s: %q, %v", file, text, err)
		}
	}
}

func TestTheProjectOfAFolder(t *testing.T) {
	dir := lay(t, "repo/.git/HEAD", "repo/conformance/package.json", "repo/conformance/a.js", "repo/src/wallet.js", "package/package.json", "package/lib/a.js", "bare/a.js")
	for folder, want := range map[string]string{
		"repo/conformance": "repo", "repo/src": "repo", "package/lib": "package", "package": "package", "bare": "bare",
	} {
		if got := files.Project(filepath.Join(dir, folder)); got != filepath.Join(dir, want) {
			t.Errorf("%s is of %s", folder, got)
		}
	}
	gate, err := files.ForModule(filepath.Join(dir, "repo", "conformance"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gate.Read(filepath.Join(dir, "repo", "src", "wallet.js")); err != nil {
		t.Errorf("an adapter cannot import its wallet: %v", err)
	}
	t.Setenv("HOME", filepath.Join(dir, "repo"))
	if got := files.Project(filepath.Join(dir, "repo", "src")); !strings.HasSuffix(got, "src") {
		t.Errorf("a home folder is taken for a project: %s", got)
	}
}
