package files

import (
	"os"
	"path/filepath"
	"testing"
)

func TestBelow(t *testing.T) {
	outside, folder := t.TempDir(), t.TempDir()
	for link, to := range map[string]string{"away": outside, "near": filepath.Join(folder, "real"), "dangling": filepath.Join(outside, "none")} {
		if err := os.Symlink(to, filepath.Join(folder, link)); err != nil {
			t.Skip("this system makes no symbolic links:", err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "real"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"reports": true, "a/b/c": true, ".": true, "near": true, "near/deep": true, "a/../reports": true, filepath.Join(folder, "reports"): true,
		"..": false, "../reports": false, "a/../../reports": false, outside: false, "away": false, "away/deep": false, "dangling": false, "dangling/deep": false,
	} {
		path, ok := Below(folder, name)
		if ok != want {
			t.Errorf("%s may be written: %t, want %t", name, ok, want)
		}
		if ok && !filepath.IsAbs(name) && path != filepath.Join(folder, name) {
			t.Errorf("%s is %s", name, path)
		}
	}
}
