package schemas

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// schemaEnding is how the files of JSON Schemas are called behind their names.
const schemaEnding = ".schema.json"

// SchemaFile is one of the JSON Schemas.
type SchemaFile struct {
	// Name is that of the file without its ending, such as "target".
	Name string
	File string
	// Title is what it describes, such as "wallet.yaml", and About says it in a sentence.
	Title, About string
	// Text is the schema itself.
	Text []byte
}

// SchemaFiles lists the embedded JSON Schemas by name.
func SchemaFiles() ([]SchemaFile, error) {
	names, err := fs.Glob(files, "*"+schemaEnding)
	if err != nil {
		return nil, fmt.Errorf("listing the schemas: %w", err)
	}
	var all []SchemaFile
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading a schema: %w", err)
		}
		var head struct{ Title, Description string }
		if err := json.Unmarshal(text, &head); err != nil {
			return nil, fmt.Errorf("reading the schema %s: %w", name, err)
		}
		about, _, _ := strings.Cut(head.Description, ". ")
		file := SchemaFile{Name: strings.TrimSuffix(name, schemaEnding), File: name, Title: head.Title, Text: text}
		file.About = strings.TrimSuffix(about, ".")
		all = append(all, file)
	}
	return all, nil
}

// EditorLine is the comment above a YAML file by which editors know its schema: they complete keys, and mark what is wrong
// while it is written.
func EditorLine(file string) string {
	return "# yaml-language-server: $schema=" + schemaURL + file + "\n"
}

// schemaURL is where a schema can be fetched from; the file's name follows.
const schemaURL = "https://raw.githubusercontent.com/signspec/signspec/main/schemas/"
