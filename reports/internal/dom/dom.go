// Package dom reads pages, for the tests of what is made into one.
package dom

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Elements parses a page, as a browser would, and returns its elements in order.
func Elements(page []byte) []*html.Node {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		panic(err) // a page from memory can be read; whatever it holds is a page
	}
	var all []*html.Node
	for node := range root.Descendants() {
		if node.Type == html.ElementNode {
			all = append(all, node)
		}
	}
	return all
}

// Attribute returns an attribute of an element; empty where it has none of that name.
func Attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Text returns the text in an element, without the blanks around it.
func Text(n *html.Node) string {
	var b strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
