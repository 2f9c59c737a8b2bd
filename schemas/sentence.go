package schemas

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// sentence says in plain words what one keyword of a schema demands and what was there instead.
func (x explainer) sentence(m mistake) string {
	name := x.name(m)
	switch m.keyword {
	case "type":
		return x.typeSentence(m)
	case "enum", "const":
		if demandsNothing(m.demanded) {
			return x.carries(m)
		}
		return fmt.Sprintf("%s is %s, %s", name, brief(m.value, x.hidden(m)), alternatives(m.demanded))
	case "maxLength":
		return fmt.Sprintf("%s has %s, at most %v are allowed", name, count(length(m.value), "character"), m.demanded)
	case "minLength":
		if length(m.value) == 0 {
			return name + " is empty"
		}
		return fmt.Sprintf("%s has %s, at least %v are required", name, count(length(m.value), "character"), m.demanded)
	case "pattern":
		return x.patternSentence(m)
	case "minItems":
		return fmt.Sprintf("%s has %s, at least %v required", name, count(length(m.value), "item"), isAre(m.demanded))
	case "minProperties":
		return fmt.Sprintf("%s has %s, at least %v required%s", name, count(length(m.value), "key"), isAre(m.demanded), m.keysAllowed())
	case "maxProperties":
		object, _ := m.value.(map[string]any)
		return fmt.Sprintf(
			"%s has %s (%s), at most %v allowed",
			name,
			count(length(m.value), "key"),
			strings.Join(sortedKeys(object), ", "),
			isAre(m.demanded),
		)
	case "maxItems":
		return fmt.Sprintf("%s has %s, at most %v allowed", name, count(length(m.value), "item"), isAre(m.demanded))
	case "minimum":
		return fmt.Sprintf("%s is %s, at least %v is required", name, shown(m.value), m.demanded)
	case "maximum":
		return fmt.Sprintf("%s is %s, at most %v is allowed", name, shown(m.value), m.demanded)
	case "format":
		return fmt.Sprintf("%s is %s, %s is required", name, brief(m.value, x.hidden(m)), article(fmt.Sprint(m.demanded)))
	case "uniqueItems":
		return name + " names the same item twice"
	}
	return name + " is not allowed here"
}

func (x explainer) typeSentence(m mistake) string {
	name := x.name(m)
	if m.demanded == "null" {
		return x.carries(m)
	}
	var allowed []string
	for _, t := range list(m.demanded) {
		if t == "null" && x.subject.payload {
			continue // there, null is as good as nothing
		}
		allowed = append(allowed, article(fmt.Sprint(t)))
	}
	return fmt.Sprintf("%s is %s, %s is required", name, describe(m.value, x.hidden(m)), or(allowed))
}

// keysAllowed ends a sentence about keys that are not there.
func (m mistake) keysAllowed() string {
	schema, _ := m.schema.(map[string]any)
	properties, _ := schema["properties"].(map[string]any)
	if len(properties) == 0 {
		return ""
	}
	return "; allowed: " + strings.Join(sortedKeys(properties), ", ")
}

// demandsNothing says whether nothing but an empty value is allowed.
func demandsNothing(demanded any) bool {
	return !slices.ContainsFunc(list(demanded), func(value any) bool { return value != nil && value != "" })
}

// carries says that a field is there that should not be.
func (x explainer) carries(m mistake) string {
	what := describe(m.value, true)
	if n := length(m.value); what == "a string" {
		what += " of " + count(n, "character")
	}
	return fmt.Sprintf("%s carries %s (%s)", x.subject.carrier, x.name(m), what)
}

// notBlank is the pattern by which the schemas demand more than white space.
const notBlank = `[^\s\p{Z}]`

func (x explainer) patternSentence(m mistake) string {
	name := x.name(m)
	if m.demanded == notBlank {
		if length(m.value) == 0 {
			return name + " is empty"
		}
		return name + " is blank"
	}
	schema, _ := m.schema.(map[string]any)
	wanted, ok := schema["description"].(string)
	if !ok {
		wanted = fmt.Sprintf("it must match %v", m.demanded)
	}
	return fmt.Sprintf("%s is %s; expected: %s", name, describe(m.value, x.hidden(m)), strings.TrimSuffix(wanted, "."))
}

// secretField is the field whose value is never shown: a code can be exchanged for money.
const secretField = "authCode"

func (x explainer) hidden(m mistake) bool {
	return x.subject.payload && (x.subject.hides || len(m.parts) > 0 && m.parts[0] == secretField)
}

// subject says how the sentences of one schema file name what they are about.
type subject struct {
	root    string // the value as a whole
	carrier string // what carries a field
	payload bool   // something that passed between a wallet and a mini program
	hides   bool   // no value of it is shown: it may be a secret by itself, or long
}

func subjectOf(file string) subject {
	switch file {
	case SuccessSchema:
		return subject{root: "what success got", carrier: "success", payload: true, hides: true}
	case FailureSchema:
		return subject{root: "what fail got", carrier: "failure", payload: true}
	case ParametersSchema:
		return subject{root: "the options object", carrier: "the options object", payload: true, hides: true}
	case RecordSchema, ProductionSchema:
		return subject{root: "the record", carrier: "the record"}
	case ReportSchema:
		return subject{root: "the report", carrier: "the report"}
	case ProtocolSchema:
		return subject{root: "the message", carrier: "the message"}
	}
	return subject{root: "the file", carrier: "the file"}
}

func (s subject) unknown(name string, allowed []string) string {
	if s.payload {
		return fmt.Sprintf("%s carries %s, which is not documented%s", s.carrier, name, config.DidYouMean(name, allowed))
	}
	return fmt.Sprintf("unknown key %q; allowed: %s%s", name, strings.Join(allowed, ", "), config.DidYouMean(name, allowed))
}

// alternatives says which of some values is required: a string and a number that are written alike are named once, and
// null, which counts as nothing, is not named.
func alternatives(demanded any) string {
	var names []string
	for _, value := range list(demanded) {
		name := fmt.Sprint(value)
		if tag := tagOf(value); tag != "" {
			name = article(tag)
		}
		if value != nil && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		return names[0] + " is required"
	}
	return "one of " + strings.Join(names, ", ") + " is required"
}

func list(value any) []any {
	if items, ok := value.([]any); ok {
		return items
	}
	return []any{value}
}

func or(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
