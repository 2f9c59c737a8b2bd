package typings

import (
	"fmt"
	"strings"
	"testing"
)

// closed is the schema of an object of some properties and no others.
func closed(properties, more string) string {
	return fmt.Sprintf(`{"type": "object", "properties": {%s}, "additionalProperties": false%s}`, properties, more)
}

// TestTypeOf holds what each way of saying things in a schema becomes.
func TestTypeOf(t *testing.T) {
	for _, c := range []struct{ schema, want string }{
		{`{"type": "integer"}`, `number`},
		{`{"type": ["string", "null"]}`, `string | null`},
		{`{"enum": ["a", "it's", 1]}`, `'a' | "it's" | 1`},
		{`{"const": {"$type": "x"}}`, `{ $type: 'x' }`},
		{`{"type": "string", "enum": ["a", 1]}`, `'a'`},
		{`{"minLength": 3}`, `unknown`},
		{`{"type": "array"}`, `unknown[]`},
		{`{"type": "array", "items": {"enum": ["a", "b"]}}`, `Array<'a' | 'b'>`},
		{`{"$ref": "own.schema.json#/$defs/part-one"}`, `PartOne`},
		{`{"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "string"}]}`, `string | number`},
		{closed(`"b": {"type": "string", "description": "The b."}, "a-a": true`, `, "required": ["b"]`),
			`{ /** The b. */ b: string 'a-a'?: unknown }`},
		{`{"type": "object", "properties": {"a": true}, "required": ["z"]}`, `{ a?: unknown z: unknown [key: string]: unknown }`},
		{`{"type": "object", "additionalProperties": {"type": "number"}}`, `{ [key: string]: number }`},
		{closed(`"a": {"type": "string"}, "b": true`, `, "minProperties": 1, "maxProperties": 1`),
			`{ a: string b?: never } | { a?: never b: unknown }`},
		{`{"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": ["string", "null"]}}, "additionalProperties": false}]}`,
			`{ a: string | null }`},
		// Conditions: on a type, on a key, on a constant.
		{`{"if": {"type": "array"}, "then": {"items": {"type": "number"}}, "else": {"type": ["array", "string"]}}`, `number[] | string`},
		{closed(`"a": true, "b": true`, `, "if": {"required": ["a"]}, "then": {"properties": {"b": false}}`),
			`{ a: unknown b?: never } | { a?: never b?: unknown }`},
		{closed(`"k": {"enum": [1, 2]}, "v": true`, `, "if": {"properties": {"k": {"const": 1}}}, "then": {"required": ["v"]}`),
			`{ k?: 1 v: unknown } | { k?: 2 v?: unknown }`},
		// One that shows nothing, one that leads to a name, and one whose contrary cannot be said.
		{`{"type": "string", "if": {"const": "a"}, "then": {"minLength": 1}}`, `string`},
		{`{"if": {"type": "object"}, "then": {"$ref": "own.schema.json#/$defs/part-one"}, "else": {"type": "null"}}`, `PartOne | null`},
		{closed(`"a": {"type": "string"}, "b": true`,
			`, "if": {"required": ["a"], "properties": {"a": {"minLength": 1}}}, "then": {"properties": {"b": false}}`),
			`{ a: string b?: never } | { a?: string b?: unknown }`},
	} {
		parsed, err := parse([]byte(c.schema))
		if err != nil {
			t.Fatal(err)
		}
		own, err := parse([]byte(`{"$defs": {"part-one": {"type": "string"}}}`))
		if err != nil {
			t.Fatal(err)
		}
		f := &declarations{all: &schemas{documents: map[string]*object{"own.schema.json": own.(*object)}}, file: "own.schema.json"}
		if got := strings.Join(strings.Fields(f.typeOf(parsed, "")), " "); got != c.want {
			t.Errorf("%s\nis  %s\nnot %s", c.schema, got, c.want)
		}
	}
}
