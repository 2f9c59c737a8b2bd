package schemas

import (
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const module = "github.com/signspec/signspec/"

// floors are the folders of the house, from the ground up. What stands on one floor imports from those below, and from
// its own folder.
func floors() map[string]int {
	return map[string]int{"schemas": 0, "suites": 1, "reports": 1, "fixtures": 1, "runner": 2}
}

// belows are folders within the top floor that others there may stand on, and not the other way round.
func belows() [][2]string {
	return [][2]string{
		{"runner/engine", "runner/drivers"}, {"runner/sandbox", "runner/drivers"}, {"runner/engine", "runner/miniprogram"},
		{"runner/drivers", "runner/check"}, {"runner/drivers", "runner/target"}, {"runner/check", "runner/signspec"},
	}
}

func TestImportsPointDown(t *testing.T) {
	root := ".."
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
			return filepath.SkipDir // a module of its own, which stands on all of this
		}
		if name := entry.Name(); name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && path != root {
			return filepath.SkipDir
		}
		found, err := build.ImportDir(path, 0)
		var none *build.NoGoError
		if errors.As(err, &none) {
			return nil
		}
		if err != nil {
			return err
		}
		from, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		for _, imported := range found.Imports {
			if to, ours := strings.CutPrefix(imported, module); ours {
				wantDown(t, filepath.ToSlash(from), to)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func wantDown(t *testing.T, from, to string) {
	t.Helper()
	fromFloor, _, _ := strings.Cut(from, "/")
	toFloor, _, _ := strings.Cut(to, "/")
	if fromFloor != toFloor && floors()[toFloor] >= floors()[fromFloor] {
		t.Errorf("%s imports %s, which does not lie below it", from, to)
	}
	for _, pair := range belows() {
		if within(from, pair[0]) && within(to, pair[1]) {
			t.Errorf("%s imports %s, which stands on it", from, to)
		}
	}
}

func within(path, folder string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }

// TestTheCommandCarriesNoTestFramework: what puts the rules into somebody's own Ginkgo suite stands apart, and the command,
// which judges without it, is two megabytes smaller.
func TestTheCommandCarriesNoTestFramework(t *testing.T) {
	const framework = "github.com/onsi/ginkgo/v2" // its package of types, which reads --rules, is none
	seen := map[string]bool{}
	var visit func(path string)
	visit = func(path string) {
		if seen[path] {
			return
		}
		seen[path] = true
		found, err := build.ImportDir(filepath.Join("..", path), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, imported := range found.Imports {
			if imported == framework {
				t.Errorf("the command imports %s, by way of %s", framework, path)
			}
			if to, ours := strings.CutPrefix(imported, module); ours {
				visit(to)
			}
		}
	}
	visit("runner/signspec")
	if len(seen) < 20 {
		t.Errorf("only %d packages were looked at", len(seen))
	}
}
