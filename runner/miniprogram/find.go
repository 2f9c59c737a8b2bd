package miniprogram

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/schemas/config"
)

// ConfigFile is the name of the configuration.
const ConfigFile = "signspec.yaml"

// otherName is what somebody may call it who usually does so: nobody shall believe that it was read.
const otherName = "signspec.yml"

// ofPrograms are how the files of a program's own are called that somebody may name in place of its folder.
var ofPrograms = []string{".js", ".ts", ".json", ".axml", ".html"}

// Target is what a user named on the command line.
type Target struct {
	// Folder is the folder of the program, or of its configuration.
	Folder string
	// File is the configuration; it may not exist.
	File string
	// Configured says that it does.
	Configured bool
}

// Find says what a user means: a folder, which may hold a signspec.yaml, or such a file. The empty name is the working
// directory. The error is a *config.Error where there is neither.
func Find(name string) (Target, error) {
	if name == "" {
		name = "."
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Target{}, &config.Error{Message: fmt.Sprintf("%s: there is no such file or folder", name)}
	case err != nil:
		return Target{}, &config.Error{Message: fmt.Sprintf("%s cannot be read: %v", name, err)}
	case !info.IsDir() && slices.Contains(ofPrograms, filepath.Ext(name)):
		return Target{}, &config.Error{Message: fmt.Sprintf("%s is a file of a mini program: name the program's folder, %s", name, filepath.Dir(name))}
	case !info.IsDir():
		return Target{Folder: filepath.Dir(name), File: name, Configured: true}, nil
	}
	t := Target{Folder: name, File: filepath.Join(name, ConfigFile)}
	_, err = os.Stat(t.File)
	t.Configured = err == nil
	if sources, _, ok := project.Built(name); ok && !t.Configured {
		// What stands in the output of a build is gone after the next one.
		if shorter, err := filepath.Rel(".", sources); err == nil {
			sources = shorter
		}
		t.Folder, t.File = sources, filepath.Join(sources, ConfigFile)
		_, err = os.Stat(t.File)
		t.Configured = err == nil
	}
	if other := filepath.Join(t.Folder, otherName); !t.Configured {
		if _, err := os.Stat(other); err == nil {
			return Target{}, &config.Error{Message: fmt.Sprintf(
				"%s is there, and the file that is read is called %s: rename it, or name it on the command line", other, ConfigFile)}
		}
	}
	return t, nil
}
