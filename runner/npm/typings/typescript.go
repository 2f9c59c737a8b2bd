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

// typeOf writes the type of a schema. Lines behind the first are indented by more than the margin.
func (f *declarations) typeOf(schema any, margin string) string {
	of, ok := schema.(*object)
	switch {
	case schema == false:
		return "never"
	case !ok:
		return "unknown"
	case isName(of):
		return f.nameOf(of.text("$ref"))
	case isName(of.get("then")) && !visible(of.without("if", "then", "else")):
		// What a condition leads to says more than the condition, and has a name.
		return union([]string{f.typeOf(of.get("then"), margin), f.typeOf(of.get("else"), margin)})
	}
	var kinds []string
	for _, flat := range f.all.flatten(of) {
		kinds = append(kinds, f.kinds(flat, margin)...)
	}
	return union(kinds)
}

// union writes the types of which one is meant, each once.
func union(kinds []string) string {
	var different []string
	for _, kind := range kinds {
		if kind == "unknown" {
			return kind
		}
		if !slices.Contains(different, kind) {
			different = append(different, kind)
		}
	}
	return strings.Join(different, " | ")
}

// isName says whether a schema is nothing but the name of another one.
func isName(schema any) bool {
	of, ok := schema.(*object)
	return ok && of.has("$ref") && !visible(of.without("$ref"))
}

// kinds are the types that a schema without conditions and names allows.
func (f *declarations) kinds(of *object, margin string) []string {
	var kinds []string
	if allowed := values(of); allowed != nil {
		for _, each := range allowed {
			kinds = append(kinds, literal(each))
		}
		return kinds
	}
	names := types(of)
	if names == nil {
		switch {
		case of.has("properties") || of.has("required"):
			names = []any{"object"}
		case of.has("items") || of.has("additionalProperties"):
			names = jsonTypes()
		default:
			return []string{"unknown"}
		}
	}
	for _, name := range names {
		switch name {
		case "array":
			kinds = append(kinds, arrayOf(f.typeOf(of.get("items"), margin)))
		case "object":
			kinds = append(kinds, f.objects(of, margin)...)
		default:
			kinds = append(kinds, name.(string))
		}
	}
	return kinds
}

func arrayOf(element string) string {
	if strings.ContainsAny(element, " \n") {
		return "Array<" + element + ">"
	}
	return element + "[]"
}

// objects are the type of an object, or one for each key where exactly one of them is to be there.
func (f *declarations) objects(of *object, margin string) []string {
	properties, one := of.child("properties"), json.Number("1")
	if properties == nil || of.get("minProperties") != one || of.get("maxProperties") != one {
		return []string{f.object(of, margin)}
	}
	var all []string
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
		all = append(all, f.object(single, margin))
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
