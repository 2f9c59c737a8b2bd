package platform

import "strings"

// Header is what the Signature header holds.
type Header struct {
	Algorithm, KeyVersion, Signature string
}

// ParseHeader reads a Signature header: pairs with commas between them, in any order, with blanks or without, their
// names in any case.
func ParseHeader(text string) Header {
	var h Header
	for pair := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "algorithm":
			h.Algorithm = strings.TrimSpace(value)
		case "keyversion":
			h.KeyVersion = strings.TrimSpace(value)
		case "signature":
			h.Signature = strings.TrimSpace(value)
		}
	}
	return h
}

// Text writes the header, with that between its pairs.
func (h Header) Text(separator string) string {
	parts := []string{"algorithm=" + h.Algorithm}
	if h.KeyVersion != "" {
		parts = append(parts, "keyVersion="+h.KeyVersion)
	}
	return strings.Join(append(parts, "signature="+h.Signature), separator)
}
