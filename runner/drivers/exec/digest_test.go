package exec_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/runner/drivers/exec"
)

func TestDigest(t *testing.T) {
	dir := t.TempDir()
	program, script := filepath.Join(dir, "program"), filepath.Join(dir, "adapter.js")
	for file, content := range map[string]string{program: "the program", script: "the script"} {
		if err := os.WriteFile(file, []byte(content), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	sum := func(content string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(content))) }
	for name, c := range map[string]struct {
		options   exec.Options
		file, sum string
	}{
		"a program":              {exec.Options{Command: []string{program, "--flag", "word"}}, program, sum("the program")},
		"a script":               {exec.Options{Command: []string{program, "--flag", script}}, script, sum("the script")},
		"a script of the folder": {exec.Options{Command: []string{program, "adapter.js"}, Dir: dir}, "adapter.js", sum("the script")},
		"a folder is no script":  {exec.Options{Command: []string{program, dir}}, program, sum("the program")},
	} {
		file, digest, err := exec.New(c.options).Digest()
		if err != nil || file != c.file || digest != c.sum {
			t.Errorf("%s: %s %s %v", name, file, digest, err)
		}
	}
	for name, command := range map[string][]string{"no command": nil, "an unknown program": {"signspec-no-such-program"}} {
		if _, _, err := exec.New(exec.Options{Command: command}).Digest(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
