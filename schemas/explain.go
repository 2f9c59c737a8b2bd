package schemas

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/signspec/signspec/schemas/config"
)

// Problem is one thing that is wrong with a document, in plain words.
type Problem struct {
	// Path is the JSON pointer to what is wrong; empty for the document itself.
	Path string
	// Key says that Path names a key that should not be there, rather than a value that should be another.
	Key bool
	// Message is a clause without a full stop, such as "authCode has 33 characters, at most 32 are allowed".
	Message string
}

// judge validates a value and says in plain words what is wrong with it; nil when nothing is.
func (s *schemaSet) judge(fragment string, value any) ([]Problem, error) {
	schema, err := s.schema(fragment)
	if err != nil {
		return nil, err
	}
	if !isPlain(value) {
		if value, err = roundTrip(value); err != nil {
			return nil, fmt.Errorf("judging by %s: %w", fragment, err)
		}
	}
	if err = schema.Validate(value); err == nil {
		return nil, nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil, fmt.Errorf("judging by %s: %w", fragment, err)
	}
	file, _, _ := strings.Cut(fragment, "#")
	x := explainer{set: s, root: value, subject: subjectOf(file)}
	return tidy(x.explain(invalid)), nil
}

// isPlain says whether a value is plain JSON; the validator passes over what it does not know.
func isPlain(value any) bool {
	switch v := value.(type) {
	case nil, bool, string, float64:
		return true
	case []any:
		for _, item := range v {
			if !isPlain(item) {
				return false
			}
		}
		return true
	case map[string]any:
		for _, field := range v {
			if !isPlain(field) {
				return false
			}
		}
		return true
	}
	return false
}

// roundTrip turns any Go value into plain JSON.
func roundTrip(value any) (any, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	var out any
	return out, json.Unmarshal(data, &out)
}

// tidy sorts the problems by their place, and drops those that stand twice and those that follow from another: what
// is no object at all lacks no fields.
func tidy(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if a.Path != b.Path {
			return strings.Compare(a.Path, b.Path)
		}
		return strings.Compare(a.Message, b.Message)
	})
	problems = slices.Compact(problems)
	for _, p := range problems {
		if p.Path == "" && strings.HasSuffix(p.Message, objectRequired) {
			return []Problem{p}
		}
	}
	return problems
}

// explainer turns the errors of the validator into plain words, which it draws from the schema and the value alone.
type explainer struct {
	set     *schemaSet
	root    any
	subject subject
}

// mistake is one error of the validator with all that is needed to explain it.
type mistake struct {
	keyword  string // "maxLength"
	demanded any    // what the schema says there, such as 32
	schema   any    // the schema that holds the keyword
	parts    []string
	path     string
	value    any
	present  bool
}

func (x explainer) explain(e *jsonschema.ValidationError) []Problem {
	m := x.mistake(e)
	if m.keyword == "anyOf" {
		return x.alternatives(m, e)
	}
	if len(e.Causes) == 0 {
		return x.leaf(m)
	}
	var problems []Problem
	for _, cause := range e.Causes {
		problems = append(problems, x.explain(cause)...)
	}
	return problems
}

// alternatives joins what is wrong with each alternative, none of which holds.
func (x explainer) alternatives(m mistake, e *jsonschema.ValidationError) []Problem {
	var messages []string
	for _, cause := range e.Causes {
		for _, p := range x.explain(cause) {
			if !slices.Contains(messages, p.Message) {
				messages = append(messages, p.Message)
			}
		}
	}
	if len(messages) == 0 {
		return nil
	}
	return []Problem{{Path: m.path, Message: strings.Join(messages, " and ")}}
}

func (x explainer) mistake(e *jsonschema.ValidationError) mistake {
	location := unescape(e.AbsoluteKeywordLocation)
	m := mistake{path: unescape(e.InstanceLocation)}
	m.parts = config.PointerParts(m.path)
	m.value, m.present = config.Resolve(x.root, m.path)
	m.demanded, _ = x.set.at(location)
	if cut := strings.LastIndexByte(location, '/'); cut >= 0 {
		m.keyword = location[cut+1:]
		m.schema, _ = x.set.at(location[:cut])
	}
	if m.demanded == false && m.keyword != "additionalProperties" {
		m.keyword = "" // a field whose schema is false, not a keyword: its name may be any
	}
	return m
}

// unescape undoes the URL escaping of the validator's pointers.
func unescape(pointer string) string {
	plain, err := url.PathUnescape(pointer)
	if err != nil {
		return pointer
	}
	return plain
}

// leaf explains one error that has no causes.
func (x explainer) leaf(m mistake) []Problem {
	switch m.keyword {
	case "required":
		return x.missing(m)
	case "additionalProperties":
		return x.unknown(m)
	case "not":
		return x.denied(m)
	}
	return []Problem{{Path: m.path, Message: x.sentence(m)}}
}

// missing names the required fields that are not there.
func (x explainer) missing(m mistake) []Problem {
	object, _ := m.value.(map[string]any)
	names, _ := m.demanded.([]any)
	var problems []Problem
	for _, name := range names {
		field := fmt.Sprint(name)
		if _, ok := object[field]; !ok {
			message := dotted(append(slices.Clone(m.parts), field)) + " is missing" + misspelt(field, object, m.schema)
			problems = append(problems, Problem{Path: m.path, Message: message})
		}
	}
	return problems
}

// misspelt says which field was probably meant to be one that is missing: one of a like name that the schema does not know.
func misspelt(missing string, object map[string]any, schema any) string {
	known, _ := schema.(map[string]any)
	properties, _ := known["properties"].(map[string]any)
	if known["additionalProperties"] == false {
		return "" // such a name is a mistake of its own, and said to be
	}
	var strange []string
	for _, name := range sortedKeys(object) {
		if _, ok := properties[name]; !ok {
			strange = append(strange, name)
		}
	}
	near := config.Nearest(missing, strange)
	if len(near) == 0 {
		return ""
	}
	return "; " + near[0] + " is there; did you mean " + missing + "?"
}

// unknown names the fields that are not allowed.
func (x explainer) unknown(m mistake) []Problem {
	if tagOf(m.value) != "" {
		return nil // no object with fields of its own
	}
	object, _ := m.value.(map[string]any)
	schema, _ := m.schema.(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	allowed := sortedKeys(properties)
	var problems []Problem
	for _, name := range sortedKeys(object) {
		if _, ok := properties[name]; !ok {
			problems = append(problems, Problem{
				Path: m.path + "/" + escapePointer(name), Key: true, Message: x.subject.unknown(name, allowed),
			})
		}
	}
	return problems
}

// denied explains the two uses of not: an object that stands for a value that JSON cannot hold, and a null.
func (x explainer) denied(m mistake) []Problem {
	denied, _ := m.demanded.(map[string]any)
	switch {
	case denied["type"] == "null":
		return []Problem{{Path: m.path, Message: x.name(m) + " is null"}}
	case tagOf(m.value) != "":
		return []Problem{{Path: m.path, Message: x.name(m) + " is " + describe(m.value, true) + objectRequired}}
	}
	return nil
}

// objectRequired ends the message about a value that is no object.
const objectRequired = ", an object is required"

// name names what the mistake is about.
func (x explainer) name(m mistake) string {
	if len(m.parts) == 0 {
		return x.subject.root
	}
	return dotted(m.parts)
}
