package secret

import "io"

// Writer masks what looks like a secret in what is written to it. Each write should be whole lines, since a secret that
// is cut in two is two texts.
type Writer struct{ To io.Writer }

// Write writes the masked text.
func (w Writer) Write(text []byte) (int, error) {
	if _, err := io.WriteString(w.To, Printed(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}
