package programs

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

const (
	// mostBytes of an archive, unpacked: a mini program has at most some 10 MB.
	mostBytes = 64 << 20
	mostFiles = 10_000
)

// isArchive says whether a program is one file.
func isArchive(program string) bool {
	for _, ending := range []string{".zip", ".tar", ".tar.gz", ".tgz"} {
		if strings.HasSuffix(program, ending) {
			return true
		}
	}
	return false
}

// unpack unpacks an archive into an empty folder. What is neither a file nor a folder is left out. The error says that it is
// no archive, that a name leads out of the folder, or that it is too large.
func unpack(program string, content io.Reader, folder string) error {
	u := &unpacker{folder: folder, left: mostBytes}
	if strings.HasSuffix(program, ".zip") {
		return u.zip(content)
	}
	if !strings.HasSuffix(program, ".tar") {
		unpacked, err := gzip.NewReader(content)
		if err != nil {
			return fmt.Errorf("unpacking it as gzip: %w", err)
		}
		content = unpacked
	}
	return u.tar(content)
}

type unpacker struct {
	folder string
	left   int64 // bytes that may still be written
	files  int
}

func (u *unpacker) tar(content io.Reader) error {
	archive := tar.NewReader(content)
	for {
		head, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading it as tar: %w", err)
		}
		if head.Typeflag == tar.TypeReg {
			if err := u.write(head.Name, archive); err != nil {
				return err
			}
		}
	}
}

func (u *unpacker) zip(content io.Reader) error {
	packed, err := os.CreateTemp("", "signspec-beam-*.zip")
	if err != nil {
		return err
	}
	defer os.Remove(packed.Name())
	defer packed.Close()
	size, err := io.Copy(packed, io.LimitReader(content, mostBytes+1))
	if err != nil {
		return err
	}
	if size > mostBytes {
		return errTooLarge()
	}
	archive, err := zip.NewReader(packed, size)
	if err != nil {
		return fmt.Errorf("reading it as zip: %w", err)
	}
	for _, file := range archive.File {
		if !file.Mode().IsRegular() {
			continue
		}
		opened, err := file.Open()
		if err != nil {
			return fmt.Errorf("unpacking %s: %w", file.Name, err)
		}
		err = u.write(file.Name, opened)
		opened.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacker) write(name string, content io.Reader) error {
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return fmt.Errorf("the archive holds %q, which leads out of it", name)
	}
	if u.files++; u.files > mostFiles {
		return fmt.Errorf("the archive holds more than %d files", mostFiles)
	}
	path := filepath.Join(u.folder, local)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("unpacking %q: %w", name, err)
	}
	defer file.Close()
	n, err := io.Copy(file, io.LimitReader(content, u.left+1))
	if u.left -= n; u.left < 0 {
		return errTooLarge()
	}
	if err != nil {
		return fmt.Errorf("unpacking %q: %w", name, err)
	}
	return nil
}

func errTooLarge() error { return fmt.Errorf("the archive holds more than %d MB", mostBytes>>20) }
