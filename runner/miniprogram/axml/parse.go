package axml

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Parse reads a template and returns a node without a tag whose children are the top of it. Markup that the vendors'
// tools mend on their own, such as a tag that is never closed, is mended as they do, and told in the warnings. The error
// is a *SyntaxError; file is its name in it.
func Parse(file, source string) (*Node, []Warning, error) {
	source = strings.ToValidUTF8(source, "\uFFFD")
	p := &parser{file: file, source: strings.TrimPrefix(source, "\ufeff")}
	root := &Node{Position: Position{1, 1}}
	if err := p.children(root, nil); err != nil {
		return nil, nil, err
	}
	return root, p.warnings, nil
}

type parser struct {
	file, source string
	at           int
	warnings     []Warning
}

// open is an element that is not closed yet.
type open struct {
	node  *Node
	above *open
}

func (p *parser) rest() string { return p.source[p.at:] }

func (p *parser) over() bool { return p.at >= len(p.source) }

func (p *parser) fail(at int, format string, args ...any) error {
	begin := strings.LastIndexByte(p.source[:at], '\n') + 1
	line, _, _ := strings.Cut(p.source[begin:], "\n")
	return &SyntaxError{File: p.file, Position: p.position(at), Message: fmt.Sprintf(format, args...), Source: strings.TrimRight(line, "\r")}
}

// warn tells of markup that was mended.
func (p *parser) warn(at Position, format string, args ...any) {
	p.warnings = append(p.warnings, Warning{fmt.Sprintf(format, args...), at})
}

func (p *parser) position(at int) Position {
	before := p.source[:at]
	begin := strings.LastIndexByte(before, '\n') + 1
	return Position{strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[begin:]) + 1}
}

// children reads what stands inside of an element, with its closing tag. A closing tag of an element further out ends
// this one as well, and is left for that one to read.
func (p *parser) children(parent *Node, above *open) error {
	here := &open{parent, above}
	for !p.over() {
		switch rest := p.rest(); {
		case strings.HasPrefix(rest, "<!--"):
			p.skip(rest, "-->", "this comment is not closed, so that the rest of the file is none of the page")
		case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
			p.skip(rest, ">", "this declaration is not closed")
		case strings.HasPrefix(rest, "</"):
			if p.closing(here) {
				return nil
			}
		case rest[0] == '<' && len(rest) > 1 && isNameStart(rest[1]):
			if err := p.element(here); err != nil {
				return err
			}
		default:
			p.text(parent)
		}
	}
	if parent.Tag != "" {
		p.warn(parent.Position, "<%s> is not closed; it ends with the file", parent.Tag)
	}
	return nil
}

// skip passes over what ends with a text; where the end is missing, that is the end of the file.
func (p *parser) skip(rest, end, missing string) {
	found := strings.Index(rest, end)
	if found < 0 {
		p.warn(p.position(p.at), "%s", missing)
		p.at = len(p.source)
		return
	}
	p.at += found + len(end)
}

// closing reads a closing tag, and says whether it ends this element: it is this element's own, or that of one further
// out, which is left for that one to read. A tag that closes nothing is passed over.
func (p *parser) closing(here *open) bool {
	at := p.position(p.at)
	rest := p.rest()[2:]
	length := strings.IndexAny(rest, "<>")
	name, end := rest, len(p.source)
	if length >= 0 {
		name, end = rest[:length], p.at+2+length
		if rest[length] == '>' {
			end++
		}
	}
	name = strings.TrimSpace(name)
	for o := here; o != nil && o.node.Tag != ""; o = o.above {
		if o.node.Tag != name {
			continue
		}
		if o != here {
			p.warn(here.node.Position, "<%s> is not closed; it ends where </%s> of line %d stands", here.node.Tag, name, at.Line)
			return true
		}
		if length < 0 || rest[length] == '<' {
			p.warn(at, "</%s is not closed", name)
		}
		p.at = end
		return true
	}
	p.warn(at, "</%s> closes nothing that is open%s", name, openHere(here))
	p.at = end
	return false
}

func openHere(here *open) string {
	if here.node.Tag == "" {
		return ""
	}
	return fmt.Sprintf("; <%s> of line %d is", here.node.Tag, here.node.Line)
}

func (p *parser) element(above *open) error {
	node := &Node{Position: p.position(p.at)}
	begin := p.at
	p.at++
	node.Tag = p.name()
	above.node.Children = append(above.node.Children, node)
	for {
		p.space()
		switch rest := p.rest(); {
		case rest == "":
			return p.fail(begin, "the tag <%s> is not closed", node.Tag)
		case strings.HasPrefix(rest, "/>"):
			p.at += 2
			return nil
		case rest[0] == '>':
			p.at++
			return p.children(node, above)
		}
		if err := p.attribute(node); err != nil {
			return err
		}
	}
}

func (p *parser) attribute(node *Node) error {
	begin := p.at
	attr := Attr{Position: p.position(begin), Name: p.name()}
	if attr.Name == "" {
		r, size := utf8.DecodeRuneInString(p.rest())
		if r == '<' {
			return p.fail(begin, "%q cannot stand in the tag <%s>", r, node.Tag)
		}
		p.warn(attr.Position, "%q cannot stand in the tag <%s>", r, node.Tag)
		p.at += size
		return nil
	}
	p.space()
	if !strings.HasPrefix(p.rest(), "=") {
		attr.Bare = true
		node.Attrs = append(node.Attrs, attr)
		return nil
	}
	p.at++
	p.space()
	value, err := p.value()
	if err != nil {
		return err
	}
	attr.Value = unescape(value)
	node.Attrs = append(node.Attrs, attr)
	return nil
}

// value reads an attribute's value: in quotes, or without them up to the next blank.
func (p *parser) value() (string, error) {
	rest := p.rest()
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '>' })
		if end < 0 {
			end = len(rest)
		}
		p.at += end
		return rest[:end], nil
	}
	end := strings.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return "", p.fail(p.at, "the quote %c is not closed", rest[0])
	}
	p.at += end + 2
	return rest[1 : end+1], nil
}

// text reads text up to the next tag; a < inside of {{ }} is part of an expression.
func (p *parser) text(parent *Node) {
	begin := p.at
	for !p.over() {
		rest := p.rest()
		if length := expressionLength(rest); length > 0 {
			p.at += length
			continue
		}
		if p.at > begin && rest[0] == '<' && len(rest) > 1 && (isNameStart(rest[1]) || rest[1] == '/' || rest[1] == '!') {
			break
		}
		p.at++
	}
	text := p.source[begin:p.at]
	if strings.TrimSpace(text) == "" {
		return
	}
	parent.Children = append(parent.Children, &Node{Text: unescape(text), Position: p.position(begin)})
}

func (p *parser) space() {
	for !p.over() && strings.IndexByte(" \t\r\n", p.source[p.at]) >= 0 {
		p.at++
	}
}

// name reads the name of a tag or an attribute.
func (p *parser) name() string {
	begin := p.at
	for !p.over() && strings.IndexByte(" \t\r\n/>=<\"'", p.source[p.at]) < 0 {
		p.at++
	}
	return p.source[begin:p.at]
}

func isNameStart(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&nbsp;", "\u00a0", "&amp;", "&")

func unescape(text string) string { return entities.Replace(text) }
