package typings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// object is a JSON object that keeps the order of its keys: declarations stand in the order of the schema.
type object struct {
	keys   []string
	values map[string]any
}

func newObject() *object { return &object{values: map[string]any{}} }

func (o *object) set(key string, value any) {
	if _, ok := o.values[key]; !ok {
		o.keys = append(o.keys, key)
	}
	o.values[key] = value
}

func (o *object) get(key string) any { return o.values[key] }

func (o *object) has(key string) bool {
	_, ok := o.values[key]
	return ok
}

// child returns the object under a key; nil where there is none.
func (o *object) child(key string) *object {
	found, _ := o.values[key].(*object)
	return found
}

func (o *object) text(key string) string {
	found, _ := o.values[key].(string)
	return found
}

func (o *object) list(key string) []any {
	found, _ := o.values[key].([]any)
	return found
}

// without returns a copy that lacks some keys.
func (o *object) without(keys ...string) *object {
	copied := newObject()
	for _, key := range o.keys {
		if !slices.Contains(keys, key) {
			copied.set(key, o.values[key])
		}
	}
	return copied
}

// parse reads JSON: objects become *object, and everything else what encoding/json makes of it.
func parse(text []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return value(decoder)
}

func value(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	switch token {
	case json.Delim('{'):
		read := newObject()
		for decoder.More() {
			key, err := decoder.Token()
			if err != nil {
				return nil, fmt.Errorf("reading a key: %w", err)
			}
			child, err := value(decoder)
			if err != nil {
				return nil, err
			}
			read.set(key.(string), child)
		}
		_, err := decoder.Token()
		return read, err
	case json.Delim('['):
		read := []any{}
		for decoder.More() {
			child, err := value(decoder)
			if err != nil {
				return nil, err
			}
			read = append(read, child)
		}
		_, err := decoder.Token()
		return read, err
	}
	return token, nil
}
