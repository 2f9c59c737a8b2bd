package main

import (
	"io"

	"github.com/signspec/signspec/schemas/secret"
)

// maskingWriter masks what may be a secret in the lines that are written to it, each in one write.
type maskingWriter struct{ io.Writer }

func (m maskingWriter) Write(line []byte) (int, error) {
	if _, err := io.WriteString(m.Writer, secret.Printed(string(line))); err != nil {
		return 0, err
	}
	return len(line), nil
}
