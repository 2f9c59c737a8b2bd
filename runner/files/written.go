package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Below returns a folder that a file in another folder names to write into, as seen from the working directory; false
// where it does not lie in that other folder, symbolic links followed: a file may be a stranger's, and nothing outside of
// its own folder is its to write. The folder need not be there yet.
func Below(folder, name string) (string, bool) {
	whole := filepath.FromSlash(name)
	if !filepath.IsAbs(whole) {
		whole = filepath.Join(folder, whole)
	}
	root, err := filepath.Abs(folder)
	if err != nil {
		return "", false
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return "", false
	}
	real, err := followed(whole)
	return whole, err == nil && under(root, real)
}

// followed is the real path of what may not be there yet: that of the nearest folder above it that is, and the rest.
func followed(name string) (string, error) {
	whole, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(whole)
	if err == nil || !errors.Is(err, fs.ErrNotExist) || filepath.Dir(whole) == whole {
		return real, err
	}
	if _, err := os.Lstat(whole); err == nil {
		return "", fs.ErrNotExist // a link to what is not there
	}
	above, err := followed(filepath.Dir(whole))
	return filepath.Join(above, filepath.Base(whole)), err
}
