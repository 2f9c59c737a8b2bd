package programs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// digestOf is the digest of a program as it stands there: of the bytes of an archive, or of the names and bytes of the files of
// a folder.
func digestOf(ctx context.Context, program string) (string, error) {
	sum := sha256.New()
	write := writeFolder
	if isArchive(program) {
		write = writeArchive
	}
	if err := write(ctx, sum, program); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// writeArchive writes the bytes of an archive.
func writeArchive(ctx context.Context, w io.Writer, program string) error {
	files, err := filesystem.New(ctx, program)
	if err != nil {
		return err
	}
	defer files.Close()
	content, err := files.OpenRead(ctx, program)
	if err != nil {
		return err
	}
	defer content.Close()
	_, err = io.Copy(w, content)
	return err
}

// writeFolder writes the name, the size and the bytes of every file below a folder, in the order of their names.
func writeFolder(_ context.Context, w io.Writer, folder string) error {
	if info, err := os.Stat(folder); err != nil {
		return err
	} else if !info.IsDir() {
		return errors.New("it is neither a folder nor an archive (.zip, .tar, .tar.gz, .tgz)")
	}
	files := os.DirFS(folder)
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !entry.Type().IsRegular() { // where a link leads to is not a matter of this folder
			_, err := fmt.Fprintf(w, "%q %s\n", name, entry.Type())
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%q %d\n", name, len(data)); err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
}
