package axml

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Compiled is a template as JavaScript.
type Compiled struct {
	// Script is an expression: the template as the host's view.js describes it.
	Script string
	// Handlers are the handlers that the template names as plain text, in its order.
	Handlers []Handler
	// Imports are the paths of its <import> and <include>, Modules those of its <import-sjs>, by name.
	Imports []string
	Modules map[string]string
	// Warnings are what the framework would not understand either, or not as it was meant.
	Warnings []Warning
}

// Handler is a handler named in a template.
type Handler struct {
	// Event is the event in lower case, such as "tap"; Name the handler.
	Event, Name string
	// Tag is the element's.
	Tag string
	Position
}

// Warning is something odd in a template.
type Warning struct {
	Message string
	Position
}

// Compile compiles a template that was parsed.
func Compile(root *Node) *Compiled {
	c := &compiler{out: &Compiled{Modules: map[string]string{}}}
	templates := map[string]string{}
	var body []string
	for _, child := range root.Children {
		c.top(child, templates, &body)
	}
	var named []string
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		named = append(named, quote(name)+":"+templates[name])
	}
	c.out.Script = fmt.Sprintf("{body:[%s],named:{%s},imports:%s,modules:%s}",
		strings.Join(body, ","), strings.Join(named, ","), encode(c.out.Imports), encode(c.out.Modules))
	return c.out
}

type compiler struct{ out *Compiled }

// top compiles a node, and takes out of the tree what declares something: imports and named templates.
func (c *compiler) top(n *Node, templates map[string]string, body *[]string) {
	switch n.Tag {
	case "import":
		if src, ok := n.Attr("src"); ok {
			c.out.Imports = append(c.out.Imports, src)
		}
	case "import-sjs":
		name, _ := n.Attr("name")
		from, _ := n.Attr("from")
		c.out.Modules[name] = from
	case "template":
		if name, ok := n.Attr("name"); ok {
			templates[name] = "[" + c.list(n.Children) + "]"
			return
		}
		*body = append(*body, c.node(n))
	default:
		if script := c.node(n); script != "" {
			*body = append(*body, script)
		}
	}
}

func (c *compiler) list(nodes []*Node) string {
	var parts []string
	for _, n := range nodes {
		if script := c.node(n); script != "" {
			parts = append(parts, script)
		}
	}
	return strings.Join(parts, ",")
}

// node compiles a node to {t: tag, a: [[name, value]...], c: [children], if, elif, else, for, item, index, key}; text
// is a string or a function. A value is a string, true, or a function that is called with the data as this.
func (c *compiler) node(n *Node) string {
	if n.Tag == "" {
		return c.value(n.Text, n.Position, false)
	}
	if n.Tag == "include" {
		src, _ := n.Attr("src")
		c.out.Imports = append(c.out.Imports, src)
		return "{t:'include',src:" + quote(src) + "}"
	}
	fields := []string{"t:" + quote(n.Tag)}
	var attrs []string
	for _, a := range n.Attrs {
		value := c.attribute(a, n.Tag == "template" && a.Name == "data")
		if control := controls[a.Name]; control != "" {
			fields = append(fields, control+":"+value)
			continue
		}
		if event, _, ok := EventOf(a.Name); ok && a.Value != "" && !strings.Contains(a.Value, "{{") {
			c.out.Handlers = append(c.out.Handlers, Handler{Event: event, Name: a.Value, Tag: n.Tag, Position: a.Position})
		}
		attrs = append(attrs, "["+quote(a.Name)+","+value+"]")
	}
	if len(attrs) > 0 {
		fields = append(fields, "a:["+strings.Join(attrs, ",")+"]")
	}
	if children := c.list(n.Children); children != "" {
		fields = append(fields, "c:["+children+"]")
	}
	return "{" + strings.Join(fields, ",") + "}"
}

// controls are the attributes that decide whether and how often an element is there.
var controls = map[string]string{
	"a:if": "if", "a:elif": "elif", "a:else": "else", "a:for": "for", "a:for-items": "for", "a:for-item": "item",
	"a:for-index": "index", "a:key": "key",
}

func (c *compiler) attribute(a Attr, object bool) string {
	if a.Bare {
		return "true"
	}
	return c.value(a.Value, a.Position, object)
}

// value compiles text with expressions: a string where it has none, a function of one expression where it is just
// that, and otherwise a function that joins the parts. object says that an object is meant, not a text.
func (c *compiler) value(text string, at Position, object bool) string {
	parts := split(text)
	if len(parts) == 0 {
		return quote(text)
	}
	var codes []string
	dynamic := false
	for _, p := range parts {
		if !p.code {
			codes = append(codes, quote(p.text))
			continue
		}
		dynamic = true
		script := expression(p.text, object)
		if script == "" {
			c.out.Warnings = append(c.out.Warnings, Warning{fmt.Sprintf("{{%s}} is not an expression", p.text), at})
			script = "function(){}"
		}
		codes = append(codes, script)
	}
	switch {
	case !dynamic:
		return codes[0]
	case len(codes) == 1:
		return codes[0]
	}
	return "[" + strings.Join(codes, ",") + "]"
}

func quote(text string) string { return encode(text) }

func encode(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // strings, lists and maps of them only
	}
	// JSON is JavaScript but for these two, which end a line there.
	return strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(string(data))
}
