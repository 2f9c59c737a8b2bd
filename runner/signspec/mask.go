package main

import (
	"io"
	"regexp"
	"strings"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// word is what stands between blanks, quotes and brackets.
var word = regexp.MustCompile("[^\\s\"'`(){}\\[\\],;<>]+")

// maskPrinted masks whatever may be a secret in text that the target printed. A code that never reached a callback is
// known to nobody but the wallet, so it goes by its looks; names of files are left, and the path of an address.
func maskPrinted(text string) string {
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if !strings.ContainsAny(w, `./\`) {
			return protocol.Mask(w)
		}
		path, query, ok := strings.Cut(w, "?")
		if !ok {
			return w
		}
		return path + "?" + protocol.Mask(query)
	})
}

// maskingWriter masks what may be a secret in the lines that are written to it, each in one write.
type maskingWriter struct{ io.Writer }

func (m maskingWriter) Write(line []byte) (int, error) {
	if _, err := io.WriteString(m.Writer, maskPrinted(string(line))); err != nil {
		return 0, err
	}
	return len(line), nil
}
