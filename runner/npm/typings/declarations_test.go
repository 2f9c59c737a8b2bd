package typings

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write runner/npm/signspec/types anew")

// TestDeclarationsAreUpToDate holds the committed declarations to the schemas.
func TestDeclarationsAreUpToDate(t *testing.T) {
	files, err := Write()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join("..", "signspec", "types")
	for name, want := range files {
		file := filepath.Join(dir, name)
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if was, err := os.ReadFile(file); err != nil || string(was) != want {
			t.Errorf("%s does not say what its schema says (%v); run: go test ./runner/npm/typings -update", file, err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if _, ok := files[entry.Name()]; !ok {
			t.Errorf("%s is of no schema", entry.Name())
		}
	}
}
