package formats

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/signspec/signspec/reports/run"
)

// WriteFiles writes the run in each of the formats into the directory, which it makes where it is missing. A format
// that cannot be written does not keep the others from being written. It returns the paths of the files that were
// written, and an error that joins those of the others.
func WriteFiles(dir string, m run.Masked, formats []Format) (written []string, err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("making the directory for the reports: %w", err)
	}
	var errs []error
	for _, format := range formats {
		path := filepath.Join(dir, format.File)
		if err := WriteFile(path, func(w io.Writer) error { return format.Write(w, m) }); err != nil {
			errs = append(errs, fmt.Errorf("writing the %s report: %w", format.Name, err))
			continue
		}
		written = append(written, path)
	}
	return written, errors.Join(errs...)
}

// WriteFile writes a file in one step: its readers see what was there before or all of what is new, never a part. When
// write or the disk fails, or write panics, what was there before stays, and nothing else is left behind.
func WriteFile(path string, write func(w io.Writer) error) (err error) {
	// In the same directory, since a file system can only rename within itself.
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+rand.Text()+".tmp")
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return withPath(path, err)
	}
	defer os.Remove(temporary) // does nothing once it has been renamed
	defer file.Close()         // does nothing once it has been closed
	buffered := bufio.NewWriterSize(file, 1<<16)
	for _, step := range []func() error{
		func() error { return write(buffered) },
		buffered.Flush,
		file.Close,
		func() error { return os.Rename(temporary, path) },
	} {
		if err := step(); err != nil {
			return withPath(path, err)
		}
	}
	return nil
}

// withPath names the file that was asked for in place of the temporary one, whose name nobody chose.
func withPath(path string, err error) error {
	var pathError *os.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		err = pathError.Err
	case errors.As(err, &linkError):
		err = linkError.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}
