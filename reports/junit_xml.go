package reports

import (
	"bytes"
	"strings"
)

// xmlWriter writes elements, indented, into memory. Texts are written as escaped text and never as CDATA, which a text
// holding "]]>" would split into several, of which some readers show only the first.
type xmlWriter struct {
	buffer bytes.Buffer
	depth  int
}

// open starts an element. The attributes are pairs of name and value; those with an empty value are left out.
func (x *xmlWriter) open(name string, attributes ...string) {
	x.tag(name, attributes)
	x.buffer.WriteString(">\n")
	x.depth++
}

func (x *xmlWriter) close(name string) {
	x.depth--
	x.buffer.WriteString(strings.Repeat("  ", x.depth) + "</" + name + ">\n")
}

// element writes a whole element, with text or empty.
func (x *xmlWriter) element(name, text string, attributes ...string) {
	x.tag(name, attributes)
	if text == "" {
		x.buffer.WriteString("/>\n")
		return
	}
	x.buffer.WriteString(">" + escapeText(text) + "</" + name + ">\n")
}

func (x *xmlWriter) tag(name string, attributes []string) {
	x.buffer.WriteString(strings.Repeat("  ", x.depth) + "<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			x.buffer.WriteString(" " + attributes[i] + `="` + escapeAttribute(attributes[i+1]) + `"`)
		}
	}
}

var (
	textEscapes      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	attributeEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;")
)

func escapeText(text string) string      { return textEscapes.Replace(harmless(text)) }
func escapeAttribute(text string) string { return attributeEscapes.Replace(harmless(text)) }

// attachment is the mark by which GitLab and Jenkins attach a file of the build machine to a case.
const attachment = "[[ATTACHMENT|"

// harmless drops what XML 1.0 has no way to write, and breaks the mark of an attachment, since a target must not choose
// which file is taken. Whatever a target said is shown as visible escapes long before this; it is here so that nothing,
// from anywhere, can make the file one that no CI system reads.
func harmless(text string) string {
	text = strings.ReplaceAll(text, attachment, "[ "+attachment[1:])
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r >= 0x20 && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000:
			return r
		}
		return -1
	}, strings.ToValidUTF8(text, "\ufffd"))
}
