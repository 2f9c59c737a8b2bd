package programstest_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/signspec/signspec/runner/beam/programs/programstest"
)

// What is made is the same by the same seed, and no two programs of it are.
func TestTheSameSeedMakesTheSame(t *testing.T) {
	folders, err := filepath.Glob("../../../../fixtures/miniprograms/*/c*")
	if err != nil || len(folders) < 5 {
		t.Fatal(folders, err)
	}
	const n = 40
	made := func(seed uint64) map[string]string {
		dir, files := t.TempDir(), map[string]string{}
		if err := programstest.Make(dir, folders, n, seed); err != nil {
			t.Fatal(err)
		}
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(filepath.Join(dir, name))
			files[name] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	first, second, other := made(1), made(1), made(2)
	if !reflect.DeepEqual(first, second) {
		t.Error("the same seed made others")
	}
	changed := 0
	for name, text := range first {
		if other[name] != text {
			changed++
		}
	}
	if changed == 0 {
		t.Error("another seed mutates nothing else")
	}
}
