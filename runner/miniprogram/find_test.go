package miniprogram_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas/config"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, miniprogram.ConfigFile)
	if got, err := miniprogram.Find(dir); err != nil || got != (miniprogram.Target{Folder: dir, File: file}) {
		t.Errorf("a folder without a configuration: %+v, %v", got, err)
	}
	other := filepath.Join(dir, "signspec.yml")
	if err := os.WriteFile(other, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	var misnamed *config.Error
	if _, err := miniprogram.Find(dir); !errors.As(err, &misnamed) {
		t.Errorf("a configuration by another name: %v", err)
	}
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	want := miniprogram.Target{Folder: dir, File: file, Configured: true}
	for _, name := range []string{dir, file} {
		if got, err := miniprogram.Find(name); err != nil || got != want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if got, err := miniprogram.Find(""); err != nil || got.Folder != "." {
		t.Errorf("nothing: %+v, %v", got, err)
	}
	var wrong *config.Error
	if _, err := miniprogram.Find(filepath.Join(dir, "gone")); !errors.As(err, &wrong) {
		t.Errorf("nothing there: %v", err)
	}
}
