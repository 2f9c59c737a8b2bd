package schemas

import (
	"errors"
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/signspec/signspec/schemas/config"
)

// Validate judges a whole document by a schema file, such as RecordSchema, and says in plain words what is wrong with
// it; nil when nothing is. The document is plain JSON, or any Go value whose JSON is meant.
//
// It panics where there is no such file, which is a mistake in the program, not in the document.
func Validate(schemaFile string, document any) []Problem {
	if !isPlain(document) {
		value, err := roundTrip(document)
		if err != nil {
			return []Problem{{Message: "the document cannot be written as JSON: " + err.Error()}}
		}
		document = value
	}
	problems, err := Documented().set.judge(schemaFile, document)
	if err != nil {
		panic(fmt.Sprintf("validating by %s: %v", schemaFile, err))
	}
	return problems
}

// DecodeYAML reads YAML that a person wrote into a value with json tags, after judging it by an embedded schema file.
// Mistakes are *config.Error with line, column, excerpt and what is allowed; several are joined, in their order in the
// file. file is the name in error messages.
func DecodeYAML(file string, data []byte, schemaFile string, into any) error {
	_, err := ReadYAML(file, data, schemaFile, into)
	return err
}

// ReadYAML is DecodeYAML, and returns the document too: for what a schema cannot say of it.
func ReadYAML(file string, data []byte, schemaFile string, into any) (*config.Document, error) {
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if err := ValidateDocument(document, schemaFile); err != nil {
		return nil, err
	}
	return document, document.Decode(into)
}

// ValidateDocument judges a document that was read by an embedded schema file. Mistakes are *config.Error, joined where
// there are several.
func ValidateDocument(document *config.Document, schemaFile string) error {
	problems, err := Documented().set.judge(schemaFile, document.Value)
	if err != nil {
		return fmt.Errorf("validating %s: %w", document.File, err)
	}
	var wrong []*config.Error
	for _, p := range problems {
		if p.Key {
			wrong = append(wrong, document.KeyErrorf(p.Path, "%s", p.Message))
		} else {
			wrong = append(wrong, document.Errorf(p.Path, "%s", p.Message))
		}
	}
	return config.Join(wrong...)
}

// unknownName is the message about a name that is none of those allowed.
func unknownName(kind, name string, allowed []string) string {
	return fmt.Sprintf("there is no %s %q here; allowed: %s%s", kind, name, strings.Join(allowed, ", "), config.DidYouMean(name, allowed))
}

// rootCause names what makes a schema invalid: the place in it.
func rootCause(err error) string {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
			err = next
		}
		return strings.TrimPrefix(err.Error(), "jsonschema: ")
	}
	for len(invalid.Causes) > 0 {
		invalid = invalid.Causes[0]
	}
	return "the value at " + invalid.InstanceLocation + " is not allowed there"
}
