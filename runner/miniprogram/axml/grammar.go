package axml

import "strings"

// reader reads one expression of JavaScript, and nothing else: no function with a body, no class. It notes
// what is read on the way.
type reader struct {
	text string
	next token
	// names are those that the expression takes from around it; optional are the offsets of the dots and brackets before
	// members, unless the expression itself says that the member is optional.
	names    map[string]bool
	optional []int
	// assigns says that members are written, or constructed with, which cannot be optional.
	assigns bool
	failed  bool
	// depth is how deep brackets are nested.
	depth int
}

// maxNested bounds how deep an expression may be nested: no person writes half of that.
const maxNested = 200

// parseExpression reads text that is one expression, with brackets around it; ok says whether it is that.
func parseExpression(text string) (p *reader, ok bool) {
	p = &reader{text: text, names: map[string]bool{}}
	p.scan(0, true)
	p.value() // the brackets, so that nothing in the expression can close them
	return p, !p.failed && p.next.kind == end
}

func (p *reader) scan(at int, operand bool) { p.next = scan(p.text, at, operand) }

// take goes on to the next token; operand says that a value may follow.
func (p *reader) take(operand bool) token {
	t := p.next
	p.scan(t.at+len(t.text), operand)
	return t
}

func (p *reader) want(m string, operand bool) {
	if !p.next.is(m) {
		p.failed = true
		return
	}
	p.take(operand)
}

// enter says whether one more bracket may be opened; every bracket that it allows is left.
func (p *reader) enter() bool {
	p.depth++
	p.failed = p.failed || p.depth > maxNested
	return !p.failed
}

// list reads values between commas, up to a closing bracket.
func (p *reader) list(closing string, item func()) {
	for !p.failed && !p.next.is(closing) {
		item()
		if !p.next.is(",") {
			break
		}
		p.take(true)
	}
	p.want(closing, false)
	p.depth--
}

func (p *reader) element() {
	if p.next.is("...") {
		p.take(true)
	}
	p.assignment()
}

// assigning are the marks that write what is before them.
var assigning = []string{"=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="}

func (p *reader) assignment() {
	if p.failed {
		return
	}
	p.conditional()
	switch {
	case p.next.is(assigning...):
		p.assigns = true
		p.take(true)
		p.assignment()
	case p.next.is("=>"):
		p.take(true)
		if p.next.is("{") {
			p.failed = true
			return
		}
		p.assignment()
	}
}

func (p *reader) conditional() {
	p.binary()
	if p.failed || !p.next.is("?") {
		return
	}
	p.take(true)
	p.assignment()
	p.want(":", true)
	p.assignment()
}

// binaryMarks are the operators between two values. How tightly they bind does not matter to what is read.
var binaryMarks = []string{
	"??", "||", "&&", "|", "^", "&", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "<<", ">>", ">>>", "+", "-", "*", "/", "%", "**",
}

func (p *reader) binary() {
	p.unary()
	for !p.failed && (p.next.is(binaryMarks...) || p.next.kind == name && (p.next.text == "in" || p.next.text == "instanceof")) {
		p.take(true)
		p.unary()
	}
}

// wordOperators stand before a value.
var wordOperators = map[string]bool{"typeof": true, "void": true, "delete": true}

func (p *reader) unary() {
	for p.next.is("!", "~", "+", "-", "++", "--") || p.next.kind == name && wordOperators[p.next.text] {
		p.assigns = p.assigns || p.next.is("++", "--")
		p.take(true)
	}
	p.member()
	if p.next.is("++", "--") {
		p.assigns = true
		p.take(false)
	}
}

// member reads a value and what is taken of it.
func (p *reader) member() {
	p.value()
	for !p.failed {
		switch {
		case p.next.is("."):
			p.optional = append(p.optional, p.take(false).at)
			p.memberName()
		case p.next.is("?."):
			p.take(false)
			if p.next.kind == name {
				p.take(false)
			} else if !p.next.is("(", "[") {
				p.failed = true
			} else if p.next.is("[") {
				p.index()
			}
		case p.next.is("["):
			p.optional = append(p.optional, p.next.at)
			p.index()
		case p.next.is("("):
			p.take(true)
			if p.enter() {
				p.list(")", p.element)
			}
		case p.next.is("`"): // a tag, which cannot be optional
			p.assigns = true
			p.template()
		default:
			return
		}
	}
}

func (p *reader) memberName() {
	if p.next.kind != name {
		p.failed = true
		return
	}
	p.take(false)
}

func (p *reader) index() {
	p.take(true)
	if p.enter() {
		p.sequence()
		p.want("]", false)
		p.depth--
	}
}

// sequence reads values with commas between them.
func (p *reader) sequence() {
	p.assignment()
	for !p.failed && p.next.is(",") {
		p.take(true)
		p.assignment()
	}
}

// constants are the words that are values.
var constants = map[string]bool{"true": true, "false": true, "null": true, "this": true}

func (p *reader) value() {
	switch t := p.next; {
	case p.failed:
	case t.kind == literal:
		p.take(false)
	case t.is("("):
		p.take(true)
		if p.enter() {
			p.group()
		}
	case t.is("["):
		p.take(true)
		if p.enter() {
			p.list("]", p.item)
		}
	case t.is("`"):
		p.template()
	case t.is("{"):
		p.take(true)
		if p.enter() {
			p.list("}", p.property)
		}
	case t.kind == name && t.text == "new":
		p.assigns = true
		p.take(true)
		p.member()
	case t.kind == name && constants[t.text]:
		p.take(false)
	case t.kind == name && !reserved[t.text]:
		p.names[t.text] = true
		p.take(false)
	default:
		p.failed = true
	}
}

// template reads a template literal.
func (p *reader) template() {
	for i := p.next.at + 1; !p.failed; i++ {
		switch {
		case i >= len(p.text):
			p.failed = true
		case p.text[i] == '\\':
			i++
		case p.text[i] == '`':
			p.scan(i+1, false)
			return
		case strings.HasPrefix(p.text[i:], "${") && p.enter():
			p.scan(i+2, true)
			p.sequence()
			p.failed = p.failed || !p.next.is("}")
			p.depth--
			i = p.next.at
		}
	}
}

// group reads what is between parentheses: values, or the parameters of an arrow function.
func (p *reader) group() {
	parameters := p.next.is(")") // what only parameters may look like
	p.list(")", func() {
		parameters = parameters || p.next.is("...")
		p.element()
		if p.next.is(",") && scan(p.text, p.next.at+1, true).is(")") {
			parameters = true
		}
	})
	p.failed = p.failed || parameters && !p.next.is("=>")
}

// item reads an item of an array, which may be left out.
func (p *reader) item() {
	if !p.next.is(",", "]") {
		p.element()
	}
}

// property reads a member of an object.
func (p *reader) property() {
	switch t := p.next; {
	case t.is("..."):
		p.element()
		return
	case t.is("["):
		p.index()
	case t.kind == name:
		p.take(false)
		if p.next.is(",", "}") { // the name says the value too
			p.failed = p.failed || reserved[t.text] || constants[t.text]
			p.names[t.text] = true
			return
		}
	case t.kind == literal:
		p.take(false)
	default:
		p.failed = true
	}
	p.want(":", true)
	p.assignment()
}

// reserved are the words that are no names.
var reserved = map[string]bool{
	"break": true, "case": true, "catch": true, "class": true, "const": true, "continue": true, "debugger": true, "default": true,
	"delete": true, "do": true, "else": true, "enum": true, "export": true, "extends": true, "finally": true, "for": true,
	"function": true, "if": true, "import": true, "in": true, "instanceof": true, "new": true, "return": true, "super": true,
	"switch": true, "throw": true, "try": true, "typeof": true, "var": true, "void": true, "while": true, "with": true, "yield": true,
	"let": true, "static": true, "await": true, "async": true, "true": true, "false": true, "null": true, "this": true,
}
