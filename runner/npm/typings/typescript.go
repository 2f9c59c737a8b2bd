package typings

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const indent = "  "

// identifier is a key that needs no quotes.
var identifier = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]*$`)

// typeOf writes the type of a schema. Lines behind the first are indented.
func (f *declarations) typeOf(schema any, margin string) string {
	of, ok := schema.(*object)
	switch {
	case schema == false:
		return "never"
	case !ok:
		return "unknown"
	case of.has("$ref") && !visible(of.without("$ref")):
		return f.nameOf(of.text("$ref"))
	}
	var kinds []string
	for _, each := range f.parts(of) {
		for _, kind := range each {
			if !slices.Contains(kinds, kind.write(margin)) {
				kinds = append(kinds, kind.write(margin))
			}
		}
	}
	if slices.Contains(kinds, "unknown") {
		return "unknown"
	}
	return strings.Join(kinds, " | ")
}

// kind is one type of a union.
type kind struct{ write func(margin string) string }

// parts are the kinds of each schema that a schema stands for. A branch of a condition that is nothing but a name stays it.
func (f *declarations) parts(of *object) [][]kind {
	if of.has("if") && !visible(of.without("if", "then", "else")) {
		var all [][]kind
		for _, branch := range []any{of.get("then"), of.get("else")} {
			text := branch
			all = append(all, []kind{{func(margin string) string { return f.typeOf(text, margin) }}})
		}
		if visible(of.get("then")) && isName(of.get("then")) {
			return all
		}
	}
	var all [][]kind
	for _, flat := range f.all.flatten(of) {
		all = append(all, f.kinds(flat))
	}
	return all
}

// isName says whether a schema is another one's by its name, or a condition.
func isName(schema any) bool {
	of, ok := schema.(*object)
	return ok && of.has("$ref") && !visible(of.without("$ref"))
}

// kinds are the types that a schema without conditions and names allows.
func (f *declarations) kinds(of *object) []kind {
	if allowed := values(of); allowed != nil {
		var all []kind
		for _, each := range allowed {
			all = append(all, kind{func(string) string { return literal(each) }})
		}
		return all
	}
	names := types(of)
	if names == nil {
		switch {
		case of.has("properties") || of.has("required"):
			names = []any{"object"}
		case of.has("items") || of.has("additionalProperties"):
			names = jsonTypes()
		default:
			return []kind{{func(string) string { return "unknown" }}}
		}
	}
	var all []kind
	for _, name := range names {
		switch name {
		case "array":
			all = append(all, kind{func(margin string) string { return arrayOf(f.typeOf(of.get("items"), margin)) }})
		case "object":
			all = append(all, f.objectKinds(of)...)
		default:
			all = append(all, kind{func(string) string { return name.(string) }})
		}
	}
	return all
}

func arrayOf(element string) string {
	if strings.ContainsAny(element, " \n") {
		return "Array<" + element + ">"
	}
	return element + "[]"
}

// objectKinds are the type of an object, or one a key where exactly one of its keys is to be there.
func (f *declarations) objectKinds(of *object) []kind {
	properties, one := of.child("properties"), json.Number("1")
	if properties == nil || of.get("minProperties") != one || of.get("maxProperties") != one {
		return []kind{{func(margin string) string { return f.object(of, margin) }}}
	}
	var all []kind
	for _, chosen := range properties.keys {
		only := newObject()
		for _, name := range properties.keys {
			if name == chosen {
				only.set(name, properties.get(name))
			} else {
				only.set(name, false)
			}
		}
		single := newObject()
		single.set("properties", only)
		single.set("required", []any{chosen})
		single.set("additionalProperties", of.get("additionalProperties"))
		all = append(all, kind{func(margin string) string { return f.object(single, margin) }})
	}
	return all
}

// object writes the type of an object.
func (f *declarations) object(of *object, margin string) string {
	var b strings.Builder
	inner := margin + indent
	properties := of.child("properties")
	if properties == nil {
		properties = newObject()
	}
	for _, name := range of.list("required") {
		if !properties.has(name.(string)) {
			properties = properties.without()
			properties.set(name.(string), true)
		}
	}
	for _, name := range properties.keys {
		schema, mark := properties.get(name), "?"
		if slices.Contains(of.list("required"), any(name)) {
			mark = ""
		}
		if described, ok := schema.(*object); ok {
			b.WriteString(comment(described.text("description"), inner))
		}
		fmt.Fprintf(&b, "%s%s%s: %s\n", inner, key(name), mark, f.typeOf(schema, inner))
	}
	switch more := of.get("additionalProperties").(type) {
	case *object:
		fmt.Fprintf(&b, "%s[key: string]: %s\n", inner, f.typeOf(more, inner))
	case bool:
		if more {
			fmt.Fprintf(&b, "%s[key: string]: unknown\n", inner)
		}
	default:
		fmt.Fprintf(&b, "%s[key: string]: unknown\n", inner)
	}
	return "{\n" + b.String() + margin + "}"
}

func key(name string) string {
	if identifier.MatchString(name) {
		return name
	}
	return literal(name)
}

// literal writes a value of JSON as a type: itself.
func literal(value any) string {
	if of, ok := value.(*object); ok {
		var fields []string
		for _, name := range of.keys {
			fields = append(fields, key(name)+": "+literal(of.get(name)))
		}
		return "{ " + strings.Join(fields, "; ") + " }"
	}
	text, err := json.Marshal(value)
	if err != nil {
		return "unknown"
	}
	if s, ok := value.(string); ok && !strings.ContainsAny(s, `'\`) {
		return "'" + s + "'"
	}
	return string(text)
}

// comment writes a description above what it is of.
func comment(text, margin string) string {
	if text == "" {
		return ""
	}
	return margin + "/** " + strings.ReplaceAll(text, "*/", "*\\/") + " */\n"
}
