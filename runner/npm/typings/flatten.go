package typings

import (
	"slices"
)

// flatten returns the schemas that a schema stands for: whatever is of it, is of one of them. They have no allOf, anyOf,
// oneOf, if and $ref. What TypeScript cannot say is lost: then they allow more than the schema, and never less.
func (s *schemas) flatten(schema *object) []*object {
	all := []*object{schema.without("$ref", "allOf", "anyOf", "oneOf", "if", "then", "else", "not")}
	if ref := schema.text("$ref"); ref != "" {
		all = s.product(all, s.flatten(s.resolve(ref)))
	}
	for _, part := range schema.list("allOf") {
		all = s.product(all, s.flatten(part.(*object)))
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		if schema.has(key) {
			all = s.product(all, s.either(schema.list(key)))
		}
	}
	if condition := schema.child("if"); condition != nil && (visible(schema.get("then")) || visible(schema.get("else"))) {
		all = s.product(all, append(s.branch(condition, schema.get("then")), s.branch(negation(condition), schema.get("else"))...))
	}
	return all
}

func (s *schemas) either(parts []any) []*object {
	var all []*object
	for _, part := range parts {
		all = append(all, s.flatten(part.(*object))...)
	}
	return all
}

// branch is what is of a condition and of what it asks for.
func (s *schemas) branch(condition *object, then any) []*object {
	asked, ok := then.(*object)
	if !ok {
		asked = newObject()
	}
	return s.product([]*object{condition.without("anyOf", "allOf", "not")}, s.flatten(asked))
}

// product merges every schema of one list with every one of another, and drops those that nothing is of.
func (s *schemas) product(as, bs []*object) []*object {
	var all []*object
	for _, a := range as {
		for _, b := range bs {
			if merged, ok := s.merge(a, b); ok {
				all = append(all, merged)
			}
		}
	}
	return all
}

// negation is what is not of a condition, as far as it can be said; everything where it cannot.
func negation(condition *object) *object {
	negated := newObject()
	properties, required := condition.child("properties"), condition.list("required")
	switch {
	case len(condition.keys) == 1 && condition.has("type"):
		negated.set("type", slices.DeleteFunc(jsonTypes(), func(name any) bool { return slices.Contains(types(condition), name) }))
	case len(condition.keys) == 1 && len(required) == 1:
		absent := newObject()
		absent.set(required[0].(string), false)
		negated.set("properties", absent)
	case properties != nil && len(properties.keys) == 1 && !condition.has("type"):
		name := properties.keys[0]
		if of := properties.child(name); of != nil && values(of) != nil {
			other, others := newObject(), newObject()
			other.set(notEnum, values(of))
			others.set(name, other)
			negated.set("properties", others)
		}
	}
	return negated
}

// visible says whether a schema says anything that its type in TypeScript shows. Lengths and patterns are not shown.
func visible(schema any) bool {
	if schema == false {
		return true
	}
	of, ok := schema.(*object)
	if !ok {
		return false
	}
	shown := []string{"type", "enum", "const", "$ref", "required", "allOf", "anyOf", "oneOf", "if", notEnum}
	if slices.ContainsFunc(shown, of.has) || visible(of.get("items")) || visible(of.get("additionalProperties")) {
		return true
	}
	if properties := of.child("properties"); properties != nil {
		return slices.ContainsFunc(properties.keys, func(name string) bool { return visible(properties.get(name)) })
	}
	return false
}
