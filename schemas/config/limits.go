package config

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// What a YAML document may have. People write these files: the largest that was seen has 40 KB and is 9 levels deep. Without
// limits 30,000 brackets take 1.4 GB, and aliases of aliases whatever there is.
const (
	// MaxBytes is the most bytes of a document.
	MaxBytes = 1 << 20
	// maxDepth is how deep lists and objects may be nested.
	maxDepth = 64
	// maxExpanded is the most values, and bytes of text, that a document may have once its aliases are replaced.
	maxExpanded = 4 << 20
)

// byteOrderMark is what some editors put at the begin of a file.
const byteOrderMark = "\ufeff"

// tokens cuts the document into tokens, unless it is too large, or nested too deeply for the parser.
func (d *Document) tokens() (token.Tokens, *Error) {
	if len(d.source) > MaxBytes {
		return nil, &Error{File: d.File, Message: (&TooLarge{Size: int64(len(d.source)), Limit: MaxBytes}).Error()}
	}
	tokens := lexer.Tokenize(d.source)
	var open nesting
	for _, tk := range tokens {
		if open.enter(tk); open.depth() > maxDepth {
			return nil, d.at(tk.Position, "lists and objects are nested more than %d deep here", maxDepth)
		}
	}
	return tokens, nil
}

// nesting follows how deep the tokens of a document are nested.
type nesting struct {
	flow    int   // brackets and braces that are open
	columns []int // of the lists and objects that are written by indentation
}

func (n *nesting) depth() int { return n.flow + len(n.columns) }

func (n *nesting) enter(tk *token.Token) {
	switch tk.Type {
	case token.SequenceStartType, token.MappingStartType:
		n.flow++
	case token.SequenceEndType, token.MappingEndType:
		n.flow = max(n.flow-1, 0)
	case token.SequenceEntryType, token.MappingKeyType:
		n.indent(tk.Position.Column)
	case token.MappingValueType:
		if tk.Prev != nil && tk.Prev.Position.Line == tk.Position.Line {
			tk = tk.Prev // the key says how far the object is indented
		}
		n.indent(tk.Position.Column)
	}
}

func (n *nesting) indent(column int) {
	if n.flow > 0 {
		return
	}
	for len(n.columns) > 0 && n.columns[len(n.columns)-1] > column {
		n.columns = n.columns[:len(n.columns)-1]
	}
	if len(n.columns) == 0 || n.columns[len(n.columns)-1] < column {
		n.columns = append(n.columns, column)
	}
}

// bounded refuses a document that its aliases make too large, and an alias that lies in what it stands for.
func (d *Document) bounded(body ast.Node) *Error {
	e := expansion{document: d, anchors: map[string]int{}}
	e.size(body)
	return e.wrong
}

// expansion measures values with their aliases replaced. Anchors that are being measured have the size open.
type expansion struct {
	document *Document
	anchors  map[string]int
	wrong    *Error
}

const open = -1

// size counts the values below a node and the bytes of their text.
func (e *expansion) size(node ast.Node) (total int) {
	if node == nil || e.wrong != nil {
		return 0
	}
	switch n := node.(type) {
	case *ast.AnchorNode:
		name := n.Name.GetToken().Value
		e.anchors[name] = open
		total = e.size(n.Value)
		e.anchors[name] = total
	case *ast.AliasNode:
		name := n.Value.GetToken().Value
		if total = e.anchors[name]; total == open {
			e.fail(node, fmt.Sprintf("the alias *%s lies in what it stands for", name))
			return 0
		}
	case *ast.TagNode:
		total = e.size(n.Value)
	case *ast.MappingNode:
		for _, member := range n.Values {
			total += e.size(member)
		}
	case *ast.MappingValueNode:
		total = e.size(n.Key) + e.size(n.Value)
	case *ast.SequenceNode:
		for _, item := range n.Values {
			total += e.size(item)
		}
	default:
		total = len(node.GetToken().Value)
	}
	if total++; total > maxExpanded {
		e.fail(node, "with its aliases replaced the file is too large; write out what is meant")
		return 0
	}
	return total
}

func (e *expansion) fail(node ast.Node, message string) {
	if e.wrong == nil {
		e.wrong = e.document.at(node.GetToken().Position, "%s", message)
	}
}
