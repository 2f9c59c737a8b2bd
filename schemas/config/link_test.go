package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/config"
)

func TestAConfigurationThatLeadsOutOfItsFolderIsNotRead(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	secret := filepath.Join(outside, "secret.yaml")
	write(t, secret, "password: hunter2\n")
	write(t, filepath.Join(dir, "real.yaml"), "open: a\n")
	link(t, secret, filepath.Join(dir, "out.yaml"))
	link(t, "real.yaml", filepath.Join(dir, "in.yaml"))
	link(t, dir, filepath.Join(outside, "folder"))

	_, err := config.Read(filepath.Join(dir, "out.yaml"))
	var out *config.LinkOut
	if !errors.As(err, &out) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a link that leads out is read: %v", err)
	}
	for _, file := range []string{filepath.Join(dir, "in.yaml"), filepath.Join(outside, "folder", "real.yaml"), secret} {
		if _, err := config.Read(file); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestReportsGoThroughNoLink(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	link(t, outside, filepath.Join(dir, "report"))
	t.Chdir(dir)
	for folder, ok := range map[string]bool{
		"fresh": true, "a/b": true, ".": true, "../elsewhere": true, outside: true,
		"report": false, "report/deeper": false, filepath.Join(dir, "report"): false,
	} {
		if err := config.FolderNotLinked(folder); (err == nil) != ok {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, file string) {
	t.Helper()
	if err := os.Symlink(to, file); err != nil {
		t.Skip("links cannot be made here:", err)
	}
}
