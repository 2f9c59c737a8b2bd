// Package plainjson writes JSON that can be looked at: characters that a terminal or an editor would act upon stand in it
// as JSON escapes, which mean the same to a program.
package plainjson

import (
	"bytes"
	"encoding/json"

	"github.com/signspec/signspec/schemas/record"
)

// Encode returns v as JSON that ends in a line break, each level indented by indent; on one line where that is empty. It
// is for files of their own: what a page would act upon, such as "<", stays as it is.
func Encode(v any, indent string) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return record.Plain(buffer.Bytes()), nil
}
