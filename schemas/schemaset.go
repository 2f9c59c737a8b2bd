package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/signspec/signspec/schemas/config"
)

// schemaSet is the schema files of one profile, read and compiled when they are first needed. It is safe for use by
// several goroutines.
type schemaSet struct {
	// edit changes a document for the profile before it is compiled; nil leaves the files as they are.
	edit func(file string, document any) any

	mu        sync.Mutex
	compiler  *jsonschema.Compiler
	documents map[string]any
	compiled  map[string]*jsonschema.Schema
}

func newSchemaSet(edit func(file string, document any) any) *schemaSet {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat = true // the drafts since 2019-09 only note it
	return &schemaSet{
		edit:      edit,
		compiler:  compiler,
		documents: map[string]any{},
		compiled:  map[string]*jsonschema.Schema{},
	}
}

// schema returns the compiled schema of a fragment such as "success.schema.json#/$defs/auth-code-length", or of a
// whole file.
func (s *schemaSet) schema(fragment string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if schema, ok := s.compiled[fragment]; ok {
		return schema, nil
	}
	file, _, _ := strings.Cut(fragment, "#")
	if err := s.add(file); err != nil {
		return nil, err
	}
	schema, err := s.compiler.Compile(BaseURL + fragment)
	if err != nil {
		return nil, fmt.Errorf("compiling %s: %w", fragment, err)
	}
	s.compiled[fragment] = schema
	return schema, nil
}

// add gives a file, and the files that it refers to, to the compiler.
func (s *schemaSet) add(file string) error {
	if _, ok := s.documents[file]; ok {
		return nil
	}
	data, err := files.ReadFile(file)
	if err != nil {
		return fmt.Errorf("there is no schema file %q", file)
	}
	var document any
	if err := json.Unmarshal(data, &document); err != nil {
		return fmt.Errorf("reading the schema %s: %w", file, err)
	}
	if s.edit != nil {
		document = s.edit(file, document)
		if data, err = json.Marshal(document); err != nil {
			return fmt.Errorf("writing the schema %s of the profile: %w", file, err)
		}
	}
	s.documents[file] = document
	if err := s.compiler.AddResource(BaseURL+file, bytes.NewReader(data)); err != nil {
		return fmt.Errorf("reading the schema %s: %w", file, err)
	}
	for _, other := range references(document) {
		if err := s.add(other); err != nil {
			return err
		}
	}
	return nil
}

// references lists the other files that a schema refers to.
func references(document any) []string {
	var found []string
	switch node := document.(type) {
	case map[string]any:
		if ref, ok := node["$ref"].(string); ok {
			if file, _, _ := strings.Cut(ref, "#"); file != "" {
				found = append(found, file)
			}
		}
		for _, child := range node {
			found = append(found, references(child)...)
		}
	case []any:
		for _, child := range node {
			found = append(found, references(child)...)
		}
	}
	return found
}

// document returns a schema file as plain JSON, as the profile has it. The caller does not change it.
func (s *schemaSet) document(file string) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.add(file); err != nil {
		return nil, err
	}
	return s.documents[file], nil
}

// at returns what stands at a location such as "success.schema.json#/$defs/auth-code-length"; the base URL may stand
// in front.
func (s *schemaSet) at(location string) (any, bool) {
	file, pointer, _ := strings.Cut(strings.TrimPrefix(location, BaseURL), "#")
	document, err := s.document(file)
	if err != nil {
		return nil, false
	}
	return config.Resolve(document, pointer)
}
