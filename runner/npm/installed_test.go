// Package npm tests the npm packages, whose sources are in signspec and which .ci/npm builds.
package npm

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// needs skips a test where programs are missing.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the packages are built by a script of the shell")
	}
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s: apt-get install nodejs npm unzip", program)
		}
	}
}

// root is the folder of the repository.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// did runs a command in a folder and returns what it printed. A command that fails ends the test.
func did(t *testing.T, dir string, env []string, words ...string) string {
	t.Helper()
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(words, " "), err, said)
	}
	return string(said)
}

// packages builds the packages of this system.
func packages(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "packages")
	did(t, root(t), nil, "bash", ".ci/npm", dir)
	return dir
}

// wallets copies the wallets that the fixtures break, with what they import, into a project.
func wallets(t *testing.T, project string) {
	t.Helper()
	for _, name := range []string{"package.json", "kit", "faulty"} {
		from := filepath.Join(root(t), "fixtures", "wallets", name)
		to := filepath.Join(project, "wallets", name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		did(t, project, nil, "cp", "-r", from, to)
	}
}

// TestThePackagesAsInstalled puts the packages where npm puts them, and runs the tests in test against them.
func TestThePackagesAsInstalled(t *testing.T) {
	needs(t, "bash", "node")
	built, project := packages(t), t.TempDir()
	modules := filepath.Join(project, "node_modules")
	if err := os.MkdirAll(filepath.Join(modules, "@signspec"), 0o777); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(built)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		to := filepath.Join(modules, "@signspec", entry.Name())
		if entry.Name() == "signspec" {
			to = filepath.Join(modules, "signspec")
		}
		if err := os.Rename(filepath.Join(built, entry.Name()), to); err != nil {
			t.Fatal(err)
		}
	}
	wallets(t, project)
	files, err := filepath.Glob(filepath.Join("test", "*.test.js"))
	if err != nil || len(files) == 0 {
		t.Fatal("there are no tests", err)
	}
	t.Log(did(t, ".", []string{"SIGNSPEC_PROJECT=" + project}, append([]string{"node", "--test"}, files...)...))
}
