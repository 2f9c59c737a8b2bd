package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// members walks over the members of a JSON object, or the items of an array, and knows where each stands.
type members struct {
	data    []byte
	decoder *json.Decoder
	open    json.Delim
	begun   bool

	name   string // of the member; empty in an array
	value  json.RawMessage
	offset int // of the value, or of what err is about
	err    error
}

func newMembers(data []byte) *members { return newWalk(data, '{') }

func newItems(data []byte) *members { return newWalk(data, '[') }

func newWalk(data []byte, open json.Delim) *members {
	return &members{data: data, decoder: json.NewDecoder(bytes.NewReader(data)), open: open}
}

// next goes to the next member and says whether there is one. It reads no further than it must, so that what a file
// is can be told from its beginning even if its end is missing.
func (m *members) next() bool {
	if m.err != nil {
		return false
	}
	if !m.begun {
		m.begun = true
		token, err := m.decoder.Token()
		if err != nil || token != m.open {
			return m.fail(err)
		}
	}
	if !m.decoder.More() {
		if _, err := m.decoder.Token(); err != nil {
			return m.fail(err)
		}
		return false
	}
	if m.open == '{' {
		name, err := m.decoder.Token()
		if err != nil {
			return m.fail(err)
		}
		m.name = name.(string) // the decoder allows no other key
	}
	m.value = nil
	if err := m.decoder.Decode(&m.value); err != nil {
		return m.fail(err)
	}
	m.offset = int(m.decoder.InputOffset()) - len(m.value)
	return true
}

func (m *members) fail(err error) bool {
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		m.offset, m.err = len(m.data)-len(bytes.TrimLeft(m.data, " \t\r\n")), errors.New("this is JSON, but not the JSON that signspec writes")
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		m.offset, m.err = len(bytes.TrimRight(m.data, " \t\r\n")), errors.New("the file ends in the middle; it may have been cut off")
	case errors.As(err, &syntax):
		before := max(int(syntax.Offset)-1, 0)
		// A token's offset is where it stands, a value's is behind its first character; white space is never wrong.
		m.offset = before + len(m.data[before:]) - len(bytes.TrimLeft(m.data[before:], " \t\r\n"))
		m.err = fmt.Errorf("this is not JSON: %w", err)
	default:
		m.offset, m.err = int(m.decoder.InputOffset()), fmt.Errorf("this is not JSON: %w", err)
	}
	return false
}
