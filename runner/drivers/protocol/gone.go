package protocol

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// isGone says whether a stream failed because its other end is closed.
func isGone(err error) bool {
	return errors.Is(err, io.ErrClosedPipe) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, os.ErrClosed) ||
		errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, syscall.EPIPE)
}
