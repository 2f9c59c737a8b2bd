package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A checked project may be a stranger's: a link in it must not have its checker read a file of the machine and quote it, or
// write reports over files elsewhere.

// LinkOut is the error of a file that is a link which leads out of its folder.
type LinkOut struct{ To string }

func (e *LinkOut) Error() string {
	return "it is a link to " + e.To + ", which is not in its folder; name that file itself"
}

// notLinkedOut refuses a file that is a link which leads out of its folder; a folder may be reached by any link.
func notLinkedOut(file string) error {
	about, err := os.Lstat(file)
	if err != nil || about.Mode()&os.ModeSymlink == 0 {
		return nil // that there is none is told by who reads it
	}
	to, err := filepath.EvalSymlinks(file)
	if err != nil {
		return nil
	}
	folder, err := filepath.EvalSymlinks(filepath.Dir(file))
	if err != nil {
		return nil
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return err
	}
	if to, err = filepath.Abs(to); err != nil {
		return err
	}
	if inside, err := filepath.Rel(folder, to); err != nil || inside == ".." || strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return &LinkOut{To: to}
	}
	return nil
}

// FolderNotLinked refuses a folder for reports that is a link, or is reached by one below the working directory.
func FolderNotLinked(dir string) error {
	dir = filepath.Clean(dir)
	for at := dir; ; at = filepath.Dir(at) {
		if about, err := os.Lstat(at); err == nil && about.Mode()&os.ModeSymlink != 0 {
			to, err := filepath.EvalSymlinks(at)
			if err != nil {
				to = "nothing that is there"
			}
			return fmt.Errorf("%s is a link to %s, and what is there must not be written over; name that folder itself", at, to)
		}
		if filepath.IsAbs(dir) || filepath.Dir(at) == at || at == ".." || strings.HasSuffix(at, string(filepath.Separator)+"..") {
			return nil
		}
	}
}
