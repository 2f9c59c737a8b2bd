package axml

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/engine"
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
	// WebView says that it shows a page of the web.
	WebView bool
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

// Compile compiles a template that was parsed. Where what comes of it is no JavaScript, an expression is to blame that
// looked like one and is none: each is then checked by itself, and left out with a warning.
func Compile(root *Node) *Compiled {
	compiled := compile(root, false)
	if !isExpression(compiled.Script) {
		compiled = compile(root, true)
	}
	return compiled
}

// isExpression says whether a text is an expression of the language. Regular expressions are only read by the engine.
func isExpression(script string) bool {
	script = "(" + script + "\n)"
	if len(api.Transform(script, api.TransformOptions{Target: api.ES2022}).Errors) > 0 {
		return false
	}
	if !strings.Contains(script, "/") {
		return true
	}
	_, err := engine.Compile("template", script)
	return err == nil
}

func compile(root *Node, careful bool) *Compiled {
	c := &compiler{out: &Compiled{Modules: map[string]string{}}, reads: &reads{}, careful: careful}
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

type compiler struct {
	out *Compiled
	// careful checks every expression by itself.
	careful bool
	reads   *reads // what the node that is being compiled reads
}

// top compiles a node, and takes out of the tree what declares a named template.
func (c *compiler) top(n *Node, templates map[string]string, body *[]string) {
	switch n.Tag {
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

// imports notes what a node imports, wherever it stands, and says whether it is one that does.
func (c *compiler) imports(n *Node) bool {
	switch n.Tag {
	case "import":
		if src, ok := n.Attr("src"); ok {
			c.out.Imports = append(c.out.Imports, src)
		}
		return true
	case "import-sjs":
		name, _ := n.Attr("name")
		from, _ := n.Attr("from")
		c.out.Modules[name] = from
		return true
	}
	return false
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

// node compiles a node to {t: tag, a: [[name, value]...], c: [children], n: names, if, elif, else, for, item, index, key,
// f: names}; text is what a value is. A value is a string, true, {p: [names]} for a member of the data, a function that
// is called with the data as this, or an array of such that make one text. n are the names that the node and all in it
// take from the data around it, f those of its list; a node without n may depend on anything.
func (c *compiler) node(n *Node) string {
	if n.Tag == "" {
		return c.value(n.Text, n.Position, false)
	}
	if c.imports(n) {
		return ""
	}
	if n.Tag == "include" {
		src, _ := n.Attr("src")
		c.out.Imports = append(c.out.Imports, src)
		c.reads.any = true
		return "{t:'include',src:" + quote(src) + "}"
	}
	c.out.WebView = c.out.WebView || n.Tag == "web-view"
	around := c.reads
	c.reads = &reads{}
	fields := []string{"t:" + quote(n.Tag)}
	if n.Tag == "slot" {
		c.reads.add("$slots")
	}
	var attrs []string
	list := false
	for _, a := range n.Attrs {
		value := c.attribute(a, n.Tag == "template" && a.Name == "data")
		if control := controls[a.Name]; control != "" {
			fields = append(fields, control+":"+value)
			list = list || control == "for"
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
	if list {
		fields = append(fields, c.ofList(n))
	}
	if !c.reads.any {
		fields = append(fields, "n:"+c.reads.script())
	}
	around.include(c.reads)
	c.reads = around
	return "{" + strings.Join(fields, ",") + "}"
}

// ofList says what a list itself is made of, and takes the names of its items, which are not of the data around, out of
// what the node reads.
func (c *compiler) ofList(n *Node) string {
	all, told := c.reads, c.out.Warnings
	c.reads = &reads{}
	item, index := "item", "index"
	for _, a := range n.Attrs {
		switch controls[a.Name] {
		case "for":
			c.attribute(a, false)
		case "item":
			item = a.Value
		case "index":
			index = a.Value
		}
	}
	own := c.reads
	c.reads, c.out.Warnings = all, told
	all.remove(item, index)
	all.include(own)
	return "f:" + own.script()
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

// value compiles text with expressions: a string where it has none, what the expression is where it is just one, and
// otherwise an array of the parts. object says that an object is meant, not a text.
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
		script, names := expression(p.text, object)
		c.reads.add(names...)
		if script == "" || c.careful && !isExpression(script) {
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
