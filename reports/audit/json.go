package audit

import (
	"io"

	"github.com/signspec/signspec/reports/plainjson"
)

// WriteJSON writes the audit for programs, as audit.json.
func WriteJSON(w io.Writer, a Audit) error {
	document, err := plainjson.Encode(a, "  ")
	if err == nil {
		_, err = w.Write(document)
	}
	return err
}
