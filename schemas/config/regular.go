package config

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

// NotRegular says that something of a file's name is no file: reading it might never end.
type NotRegular struct {
	// What it is, such as "a directory".
	What string
}

func (e *NotRegular) Error() string { return "it is " + e.What + ", where a regular file is needed" }

// TooLarge says that a file has more bytes than it may.
type TooLarge struct {
	Size, Limit int64
}

func (e *TooLarge) Error() string {
	if e.Limit < 1<<20 {
		return fmt.Sprintf("it has more than %d KB, the most that such a file may have", e.Limit>>10)
	}
	return fmt.Sprintf("it has %d MB, and such a file may have %d MB", e.Size>>20, e.Limit>>20)
}

// ReadRegular returns the content of a regular file of at most so many bytes. A pipe, a device or a directory is a
// *NotRegular at once, a larger file a *TooLarge, whatever its size was said to be.
func ReadRegular(file string, limit int64) ([]byte, error) {
	about, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if err := Regular(about, limit); err != nil {
		return nil, err
	}
	// Between the two looks it may have become a pipe, which would be waited for.
	f, err := os.OpenFile(file, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if about, err = f.Stat(); err != nil {
		return nil, err
	}
	if err := Regular(about, limit); err != nil {
		return nil, err
	}
	// Files of /proc have no size and do have content.
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = &TooLarge{Size: int64(len(data)), Limit: limit}
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// Regular says why what was found is not to be read; nil where it may be.
func Regular(about os.FileInfo, limit int64) error {
	mode := about.Mode()
	switch {
	case mode.IsDir():
		return &NotRegular{"a directory"}
	case mode&os.ModeNamedPipe != 0:
		return &NotRegular{"a pipe"}
	case mode&os.ModeSocket != 0:
		return &NotRegular{"a socket"}
	case !mode.IsRegular():
		return &NotRegular{"a device"}
	case about.Size() > limit:
		return &TooLarge{Size: about.Size(), Limit: limit}
	}
	return nil
}
