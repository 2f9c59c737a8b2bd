package json

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// once refuses a document that has a name twice in one object: of two readers one takes the first, another the last, so
// that such a report says one thing to a person and another to who certifies it. The document is valid JSON.
func once(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var names []map[string]bool // of the objects that are open; nil stands for an array
	key := false                // the next token is a name
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil // its end
		}
		inObject := len(names) > 0 && names[len(names)-1] != nil
		switch t := token.(type) {
		case json.Delim:
			switch t {
			case '{':
				names = append(names, map[string]bool{})
			case '[':
				names = append(names, nil)
			default:
				names = names[:len(names)-1]
			}
			key = len(names) > 0 && names[len(names)-1] != nil
			continue
		case string:
			if inObject && key {
				if names[len(names)-1][t] {
					return fmt.Errorf("%q stands twice in one object, at byte %d", t, decoder.InputOffset())
				}
				names[len(names)-1][t] = true
				key = false
				continue
			}
		}
		key = inObject
	}
}
