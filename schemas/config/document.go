package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Document is a YAML document that was read, with the place of everything in it.
type Document struct {
	File string
	// Value is the content as plain JSON: nil, bool, float64, string, []any or map[string]any.
	Value any

	source string
	places map[string]place // by JSON pointer
}

// place is where a value stands, and the key that it stands under.
type place struct{ key, value *token.Position }

// Parse reads a YAML document. What is no YAML, a key that stands twice, and a second document are an *Error.
func Parse(file string, data []byte) (*Document, error) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	d := &Document{File: file, source: string(data), places: map[string]place{}}
	tokens, wrong := d.tokens()
	if wrong != nil {
		return nil, wrong
	}
	tree, err := parser.Parse(tokens, 0)
	if err != nil {
		return nil, d.syntax(err)
	}
	switch {
	case len(tree.Docs) == 0 || tree.Docs[0].Body == nil:
		return nil, &Error{File: file, Message: "the file is empty"}
	case len(tree.Docs) > 1:
		return nil, d.at(secondDocument(tree), "a second document begins here; one is allowed")
	}
	body := tree.Docs[0].Body
	if err := d.bounded(body); err != nil {
		return nil, err
	}
	var value any
	if err := yaml.NodeToValue(body, &value); err != nil {
		return nil, d.syntax(err)
	}
	if d.Value, err = plain(value); err != nil {
		return nil, &Error{File: file, Line: 1, Column: 1, Message: err.Error(), Excerpt: excerpt(d.source, 1, 1)}
	}
	d.locate(body, "", nil)
	return d, nil
}

// Read returns the content of a file. That it cannot be read is an *Error, which wraps the cause.
func Read(file string) ([]byte, error) {
	data, err := []byte(nil), notLinkedOut(file)
	if err == nil {
		data, err = ReadRegular(file, MaxBytes)
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil, &Error{File: file, Message: "there is no such file", Err: err}
	}
	if err != nil {
		return nil, &Error{File: file, Message: fmt.Sprintf("the file cannot be read: %v", err), Err: err}
	}
	return data, nil
}

// secondDocument is where the second document begins: its dashes, where it has them.
func secondDocument(tree *ast.File) *token.Position {
	second := tree.Docs[1]
	if second.Start != nil {
		return second.Start.Position
	}
	return second.GetToken().Position
}

// syntax turns the parser's error into ours.
func (d *Document) syntax(err error) *Error {
	var known yaml.Error
	if errors.As(err, &known) && known.GetToken() != nil {
		at := known.GetToken().Position
		hint := ""
		if lines := strings.Split(d.source, "\n"); at.Line <= len(lines) && barePlaceholder.MatchString(lines[at.Line-1]) {
			hint = `; a value that begins with {{ is written in quotes: "{{name}}"`
		}
		return d.at(at, "%s%s", known.GetMessage(), hint)
	}
	message, _, _ := strings.Cut(strings.TrimSpace(err.Error()), "\n")
	return &Error{File: d.File, Message: message}
}

// barePlaceholder is a value that begins with {{ and has no quotes: YAML takes it for two mappings.
var barePlaceholder = regexp.MustCompile(`(^|[:\[,-])\s*\{\{[^{}"']*\}\}`)

// plain turns what the YAML package yields into plain JSON.
func plain(value any) (any, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("the file holds what JSON cannot: %w", err)
	}
	var out any
	return out, json.Unmarshal(data, &out)
}

// locate notes the place of a node and of all below it.
func (d *Document) locate(node ast.Node, pointer string, key *token.Position) {
	if node == nil {
		return
	}
	switch n := node.(type) {
	case *ast.AnchorNode:
		d.locate(n.Value, pointer, key)
		return
	case *ast.TagNode:
		d.locate(n.Value, pointer, key)
		return
	case *ast.MappingNode:
		d.places[pointer] = place{key, firstPosition(n)}
		for _, member := range n.Values {
			d.locateMember(member, pointer)
		}
		return
	case *ast.MappingValueNode:
		d.places[pointer] = place{key, n.Key.GetToken().Position}
		d.locateMember(n, pointer)
		return
	case *ast.SequenceNode:
		d.places[pointer] = place{key, n.GetToken().Position}
		for i, item := range n.Values {
			d.locate(item, fmt.Sprintf("%s/%d", pointer, i), nil)
		}
		return
	}
	d.places[pointer] = place{key, node.GetToken().Position}
}

func (d *Document) locateMember(member *ast.MappingValueNode, pointer string) {
	key := member.Key.GetToken()
	d.locate(member.Value, pointer+"/"+EscapePointer(key.Value), key.Position)
}

// firstPosition is where a mapping begins: its brace, or its first key.
func firstPosition(n *ast.MappingNode) *token.Position {
	if n.IsFlowStyle || len(n.Values) == 0 {
		return n.GetToken().Position
	}
	return n.Values[0].Key.GetToken().Position
}

// Errorf makes an error at the value that the JSON pointer names, or at the nearest value above it.
func (d *Document) Errorf(pointer, format string, args ...any) *Error {
	return d.at(d.position(pointer, func(p place) *token.Position { return p.value }), format, args...)
}

// KeyErrorf makes an error at the key of the value that the JSON pointer names.
func (d *Document) KeyErrorf(pointer, format string, args ...any) *Error {
	return d.at(d.position(pointer, func(p place) *token.Position { return p.key }), format, args...)
}

func (d *Document) position(pointer string, which func(place) *token.Position) *token.Position {
	for {
		if p, ok := d.places[pointer]; ok {
			if at := which(p); at != nil {
				return at
			}
			return p.value
		}
		cut := strings.LastIndexByte(pointer, '/')
		if cut < 0 {
			return nil
		}
		pointer = pointer[:cut]
	}
}

func (d *Document) at(p *token.Position, format string, args ...any) *Error {
	e := &Error{File: d.File, Message: fmt.Sprintf(format, args...)}
	if p != nil {
		e.Line, e.Column = p.Line, p.Column
		e.Excerpt = excerpt(d.source, p.Line, p.Column)
	}
	return e
}

// Decode puts the content into a value by its json tags. What the document was validated for fits; anything else is
// an *Error without a place.
func (d *Document) Decode(into any) error {
	data, err := json.Marshal(d.Value)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		return &Error{File: d.File, Message: err.Error(), Err: err}
	}
	return nil
}

// Join puts errors into the order of their places and makes one of them; nil when there are none.
func Join(errs ...*Error) error { return inOrder(errs) }
