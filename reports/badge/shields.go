package badge

import (
	"fmt"
	"io"

	"github.com/signspec/signspec/reports/plainjson"
	"github.com/signspec/signspec/reports/run"
)

// WriteShields writes the verdict as the JSON that a Shields endpoint badge reads.
func WriteShields(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	message, colour := messageOf(r)
	document := struct {
		SchemaVersion int    `json:"schemaVersion"`
		Label         string `json:"label"`
		Message       string `json:"message"`
		Color         string `json:"color"`
		IsError       bool   `json:"isError,omitempty"`
	}{1, label, message, colour, colour == grey}
	text, err := plainjson.Encode(document, "")
	if err != nil {
		return fmt.Errorf("encoding the badge: %w", err)
	}
	_, err = w.Write(text)
	return err
}
