package typings

import (
	"encoding/json"
	"slices"
)

// notEnum is our own keyword: values that are none of these. It is what the else of a condition on a constant says.
const notEnum = "notEnum"

// jsonTypes are the types of JSON in the order in which they are written. An integer is a number in TypeScript.
func jsonTypes() []any { return []any{"null", "boolean", "number", "string", "array", "object"} }

// merge returns the schema of what is of both schemas; false where nothing is. Neither has an allOf, an anyOf or a condition.
func (s *schemas) merge(a, b *object) (*object, bool) {
	merged := newObject()
	for _, key := range []string{"description", "minProperties", "maxProperties", "items", "additionalProperties"} {
		switch {
		case a.has(key) && b.has(key) && (key == "items" || key == "additionalProperties"):
			merged.set(key, s.both(a.get(key), b.get(key)))
		case a.has(key):
			merged.set(key, a.get(key))
		case b.has(key):
			merged.set(key, b.get(key))
		}
	}
	if !intersect(merged, "type", types(a), types(b)) || !intersect(merged, "enum", values(a), values(b)) {
		return nil, false
	}
	if !narrow(merged, slices.Concat(a.list(notEnum), b.list(notEnum))) {
		return nil, false
	}
	return merged, s.mergeProperties(merged, a, b)
}

// mergeProperties says whether there can be an object of both schemas.
func (s *schemas) mergeProperties(merged, a, b *object) bool {
	properties := newObject()
	for _, from := range []*object{a, b} {
		if of := from.child("properties"); of != nil {
			for _, name := range of.keys {
				if properties.has(name) {
					properties.set(name, s.both(properties.get(name), of.get(name)))
				} else {
					properties.set(name, of.get(name))
				}
			}
		}
	}
	if len(properties.keys) > 0 {
		merged.set("properties", properties)
	}
	required := slices.Clone(a.list("required"))
	for _, name := range b.list("required") {
		if !slices.Contains(required, name) {
			required = append(required, name)
		}
	}
	if len(required) > 0 {
		merged.set("required", required)
	}
	return !slices.ContainsFunc(required, func(name any) bool { return properties.get(name.(string)) == false })
}

// both returns the schema of what is of both schemas, which may be true or false.
func (s *schemas) both(a, b any) any {
	switch {
	case a == false || b == false:
		return false
	case !visible(a):
		return described(b, a)
	case !visible(b):
		return described(a, b)
	case isName(b) && s.sameType(a, b):
		return b
	}
	merged := s.product(s.flatten(a.(*object)), s.flatten(b.(*object)))
	switch len(merged) {
	case 0:
		return false
	case 1:
		return merged[0]
	}
	either := newObject()
	for _, each := range merged {
		either.set("anyOf", append(either.list("anyOf"), each))
	}
	return either
}

// sameType says whether a schema asks for nothing but the type that a named one has anyway.
func (s *schemas) sameType(schema, named any) bool {
	of := schema.(*object)
	return !visible(of.without("type")) && slices.Equal(types(of), types(s.resolve(named.(*object).text("$ref"))))
}

// described returns a schema, with the description of another where it has none.
func described(schema, other any) any {
	from, ok := other.(*object)
	to, isObject := schema.(*object)
	if !ok || !isObject || to.has("description") || !from.has("description") {
		return schema
	}
	copied := to.without()
	copied.set("description", from.get("description"))
	return copied
}

// types lists the types that a schema allows; nil means any.
func types(schema *object) []any {
	found := schema.list("type")
	if one := schema.text("type"); one != "" {
		found = []any{one}
	}
	named := slices.Clone(found)
	for i, name := range named {
		if name == "integer" {
			named[i] = "number"
		}
	}
	return named
}

// values lists the values that a schema allows, of its types; nil means any.
func values(schema *object) []any {
	allowed := schema.list("enum")
	if schema.has("const") {
		allowed = []any{schema.get("const")}
	}
	if named := types(schema); named != nil && allowed != nil {
		allowed = slices.DeleteFunc(slices.Clone(allowed), func(each any) bool { return !slices.Contains(named, typeOf(each)) })
	}
	return allowed
}

// typeOf is the type of a value.
func typeOf(value any) any {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case json.Number:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

// intersect sets what both lists hold; a list that is nil holds everything. It says whether there is anything.
func intersect(merged *object, key string, a, b []any) bool {
	switch {
	case a == nil && b == nil:
		return true
	case a == nil:
		merged.set(key, b)
		return true
	case b == nil:
		merged.set(key, a)
		return true
	}
	var common []any
	for _, each := range a {
		if slices.Contains(b, each) {
			common = append(common, each)
		}
	}
	merged.set(key, common)
	return len(common) > 0
}

// narrow takes values from an enum. Where there is no enum they are kept for one that comes. It says whether any value is left.
func narrow(merged *object, excluded []any) bool {
	if len(excluded) == 0 {
		return true
	}
	if !merged.has("enum") {
		merged.set(notEnum, excluded)
		return true
	}
	var left []any
	for _, each := range merged.list("enum") {
		if !slices.Contains(excluded, each) {
			left = append(left, each)
		}
	}
	merged.set("enum", left)
	return len(left) > 0
}
