package typings

import (
	"strings"
	"testing"
)

// TestTypeOf holds what each way of saying things in a schema becomes.
func TestTypeOf(t *testing.T) {
	for schema, want := range map[string]string{
		`{"type": "integer"}`:                              `number`,
		`{"type": ["string", "null"]}`:                     `string | null`,
		`{"enum": ["a", "it's", 1]}`:                       `'a' | "it's" | 1`,
		`{"const": {"$type": "x"}}`:                        `{ $type: 'x' }`,
		`{"minLength": 3}`:                                 `unknown`,
		`{"type": "array"}`:                                `unknown[]`,
		`{"$ref": "own.schema.json#/$defs/part-one"}`:      `PartOne`,
		`{"type": "array", "items": {"enum": ["a", "b"]}}`: `Array<'a' | 'b'>`,
		`{"type": "string", "enum": ["a", 1]}`:             `'a'`,
		`{"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "string"}]}`:                                                                             `string | number`,
		`{"type": "object", "properties": {"b": {"type": "string", "description": "The b."}, "a-a": true}, "required": ["b"], "additionalProperties": false}`: `{ /** The b. */ b: string 'a-a'?: unknown }`,
		`{"type": "object", "properties": {"a": true}, "required": ["z"]}`:                                                                                    `{ a?: unknown z: unknown [key: string]: unknown }`,
		`{"type": "object", "additionalProperties": {"type": "number"}}`:                                                                                      `{ [key: string]: number }`,
		`{"type": "object", "properties": {"a": {"type": "string"}, "b": true}, "minProperties": 1, "maxProperties": 1, "additionalProperties": false}`:       `{ a: string b?: never } | { a?: never b: unknown }`,
		// Conditions: on a type, on a key, on a constant; one that shows nothing; one that cannot be said.
		`{"if": {"type": "array"}, "then": {"items": {"type": "number"}}, "else": {"type": ["array", "string"]}}`:                                                                                                       `number[] | string`,
		`{"type": "object", "properties": {"a": true, "b": true}, "additionalProperties": false, "if": {"required": ["a"]}, "then": {"properties": {"b": false}}}`:                                                      `{ a: unknown b?: never } | { a?: never b?: unknown }`,
		`{"type": "object", "properties": {"k": {"enum": [1, 2]}, "v": true}, "additionalProperties": false, "if": {"properties": {"k": {"const": 1}}}, "then": {"required": ["v"]}}`:                                   `{ k?: 1 v: unknown } | { k?: 2 v?: unknown }`,
		`{"type": "string", "if": {"const": "a"}, "then": {"minLength": 1}}`:                                                                                                                                            `string`,
		`{"type": "object", "additionalProperties": false, "properties": {"a": {"type": "string"}, "b": true}, "if": {"required": ["a"], "properties": {"a": {"minLength": 1}}}, "then": {"properties": {"b": false}}}`: `{ a: string b?: never } | { a?: string b?: unknown }`,
		`{"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": ["string", "null"]}}}, {"properties": {"a": {"not": {"type": "null"}}}, "additionalProperties": false}]}`:                      `{ a: string | null }`,
	} {
		parsed, err := parse([]byte(schema))
		if err != nil {
			t.Fatal(err)
		}
		own, err := parse([]byte(`{"$defs": {"part-one": {"type": "string"}}}`))
		if err != nil {
			t.Fatal(err)
		}
		f := &declarations{all: &schemas{documents: map[string]*object{"own.schema.json": own.(*object)}}, file: "own.schema.json"}
		if got := strings.Join(strings.Fields(f.typeOf(parsed, "")), " "); got != want {
			t.Errorf("%s\nis  %s\nnot %s", schema, got, want)
		}
	}
}
