// Package typings writes the TypeScript declarations of the npm package from the JSON Schemas, so that what a Node project
// is told of a file or a message is what the command reads and writes.
//
// go test ./runner/npm/typings -update writes them into runner/npm/signspec/types.
package typings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	contract "github.com/signspec/signspec/schemas"
)

// roots gives the files of schemas that have declarations, and what each describes as a whole is called.
func roots() map[string]string {
	return map[string]string{
		contract.ReportSchema:   "Report",
		contract.RecordSchema:   "CallRecord",
		contract.ProtocolSchema: "Message",
		contract.SuccessSchema:  "Success",
		contract.FailureSchema:  "Failure",
		contract.TargetSchema:   "WalletFile",
		contract.FleetSchema:    "FleetFile",
		contract.MerchantSchema: "MerchantFile",
		contract.ServerSchema:   "ServerFile",
		contract.PlatformSchema: "PlatformFile",
		contract.BaselineSchema: "BaselineFile",
		contract.ProfileSchema:  "ProfileFile",
	}
}

// ending is what stands behind the name of a schema's file.
const ending = ".schema.json"

// Write returns the text of each file of declarations, by its name such as "report.d.ts".
func Write() (map[string]string, error) {
	all, err := read()
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for file, root := range roots() {
		f := &declarations{all: all, file: file, imports: map[string][]string{}}
		name := strings.TrimSuffix(file, ending)
		files[name+".d.ts"], err = f.write(root)
		if err != nil {
			return nil, fmt.Errorf("the declarations of %s: %w", file, err)
		}
	}
	return files, nil
}

// schemas are the documents of JSON Schemas by the names of their files.
type schemas struct {
	documents map[string]*object
}

func read() (*schemas, error) {
	files, err := contract.SchemaFiles()
	if err != nil {
		return nil, err
	}
	s := &schemas{documents: map[string]*object{}}
	for _, file := range files {
		read, err := parse(file.Text)
		if err != nil {
			return nil, fmt.Errorf("reading the schema %s: %w", file.File, err)
		}
		document, ok := read.(*object)
		if !ok {
			return nil, fmt.Errorf("the schema %s is no object", file.File)
		}
		s.documents[file.File] = absolute(document, file.File).(*object)
	}
	return s, nil
}

// absolute puts the name of the file before every reference within it.
func absolute(node any, file string) any {
	switch node := node.(type) {
	case *object:
		copied := newObject()
		for _, key := range node.keys {
			value := absolute(node.get(key), file)
			if text, ok := value.(string); ok && key == "$ref" && strings.HasPrefix(text, "#") {
				value = file + text
			}
			copied.set(key, value)
		}
		return copied
	case []any:
		var copied []any
		for _, each := range node {
			copied = append(copied, absolute(each, file))
		}
		return copied
	}
	return node
}

// definitions is where a schema has those of its parts.
const definitions = "$defs"

// resolve returns what a reference such as "record.schema.json#/$defs/value" leads to.
func (s *schemas) resolve(ref string) *object {
	file, pointer, _ := strings.Cut(ref, "#")
	if name, ok := strings.CutPrefix(pointer, "/"+definitions+"/"); ok {
		return s.documents[file].child(definitions).child(name)
	}
	return s.documents[file]
}

// declarations is one file of them while it is written.
type declarations struct {
	all     *schemas
	file    string
	imports map[string][]string // names by the file that they come from
}

func (f *declarations) write(root string) (string, error) {
	document := f.all.documents[f.file]
	if document == nil {
		return "", fmt.Errorf("there is no such schema")
	}
	var body strings.Builder
	declare := func(name string, schema *object) {
		fmt.Fprintf(&body, "\n%sexport type %s = %s\n", comment(schema.text("description"), ""), name, f.typeOf(schema, ""))
	}
	declare(root, document.without(definitions))
	if defs := document.child(definitions); defs != nil && !ofRules(f.file) {
		for _, name := range defs.keys {
			declare(f.nameOf(f.file+"#/"+definitions+"/"+name), defs.child(name))
		}
	}
	var head strings.Builder
	fmt.Fprintf(&head, "// Written from schemas/%s by: go test ./runner/npm/typings -update\n", f.file)
	for _, from := range slices.Sorted(maps.Keys(f.imports)) {
		names := f.imports[from]
		slices.Sort(names)
		fmt.Fprintf(&head, "\nimport type { %s } from './%s'\n", strings.Join(names, ", "), strings.TrimSuffix(from, ending))
	}
	return head.String() + body.String(), nil
}

// ofRules says whether the parts of a schema are rules, which are no types of their own.
func ofRules(file string) bool {
	return file == contract.SuccessSchema || file == contract.FailureSchema
}

// nameOf returns the name of the type that a reference leads to, and imports it where it is another file's.
func (f *declarations) nameOf(ref string) string {
	file, pointer, _ := strings.Cut(ref, "#")
	name := roots()[file]
	if part, ok := strings.CutPrefix(pointer, "/"+definitions+"/"); ok {
		name = typeName(part, name)
	}
	if file != f.file && !slices.Contains(f.imports[file], name) {
		f.imports[file] = append(f.imports[file], name)
	}
	return name
}

// typeName makes a type's name of that of a part: DescribeResult of describe-result. Where TypeScript has it already, that
// of the whole stands before it.
func typeName(part, whole string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(part, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	if slices.Contains([]string{"Error", "Event", "Record"}, b.String()) {
		return whole + b.String()
	}
	return b.String()
}
