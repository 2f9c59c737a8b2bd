// Package axml reads the templates of mini programs (.axml) and compiles them to JavaScript data that the host renders.
//
// The reader is as forgiving as the framework's own compiler: a closing tag closes what is still open inside of it, one
// that closes nothing is passed over, and what is never closed ends with the file. Each is a warning. What cannot be
// read is a *SyntaxError with its place.
package axml

import "fmt"

// Node is an element, or text where Tag is empty.
type Node struct {
	Tag      string
	Attrs    []Attr
	Children []*Node
	Text     string
	Position
}

// Attr is an attribute as it is written, with its entities replaced.
type Attr struct {
	Name, Value string
	// Bare says that the attribute stands without a value, which means true.
	Bare bool
	Position
}

// Position is a place in the file: Line counts from 1, Column in characters from 1.
type Position struct{ Line, Column int }

// Attr returns the value of an attribute.
func (n *Node) Attr(name string) (string, bool) {
	for _, a := range n.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// Walk calls f for the node and for all below it, parents first.
func (n *Node) Walk(f func(*Node)) {
	f(n)
	for _, child := range n.Children {
		child.Walk(f)
	}
}

// SyntaxError says where a template cannot be read.
type SyntaxError struct {
	File string
	Position
	Message string
	// Source is the line, without its end.
	Source string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}
