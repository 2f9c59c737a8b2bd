package files

import (
	"os"
	"path/filepath"
)

// Project is the root of the project that a folder belongs to: the repository, which is the nearest folder upward with a
// .git; where there is none, the nearest one with a package.json; where there is none either, the folder itself. So an
// adapter in conformance/ can import its wallet from ../src of the same repository, with a package.json of its own or
// without. A home folder and the root of the file system are never a project: too much lies in them that is nobody's to
// read.
func Project(folder string) string {
	whole, err := filepath.Abs(folder)
	if err != nil {
		return folder
	}
	if real, err := filepath.EvalSymlinks(whole); err == nil {
		whole = real
	}
	for _, mark := range []string{".git", "package.json"} {
		for _, at := range above(whole) {
			if tooWide(at) {
				break
			}
			if _, err := os.Lstat(filepath.Join(at, mark)); err == nil {
				return at
			}
		}
	}
	return whole
}

// ForModule makes a gate around the project of a folder with a module.
func ForModule(folder string) (*Gate, error) {
	gate, err := NewGate(Project(folder))
	if err == nil {
		gate.hint = " (the project is the nearest folder with a .git, or else with a package.json)"
	}
	return gate, err
}

func tooWide(folder string) bool {
	if home, err := os.UserHomeDir(); err == nil {
		if real, err := filepath.EvalSymlinks(home); err == nil && real == folder {
			return true
		}
	}
	return filepath.Dir(folder) == folder || folder == filepath.Clean(os.TempDir())
}

// Around is the root of a mini program: the folder of its configuration, or, where the configuration names a program
// beside that folder, such as ../program, the project that the folder belongs to.
func Around(folder, program string) string {
	if filepath.IsLocal(program) || program == "" {
		return folder
	}
	return Project(folder)
}
