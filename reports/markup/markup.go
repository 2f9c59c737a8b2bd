// Package markup writes text as GitHub-flavoured Markdown that shows it and nothing else: no host makes a link, a mention,
// a heading or HTML of it.
package markup

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// plainCode matches what can stand between backticks as it is: nothing in it ends the code, or a cell of a table.
var plainCode = regexp.MustCompile(`^[A-Za-z0-9./:#,+=_-]+( [A-Za-z0-9./:#,+=_-]+)*$`)

// Code shows a line of text as code. Hosts make no mention, reference or link of what is in code. Text with anything
// out of the ordinary stands in an element, each character of which could mean something written as an entity, which
// means nothing but itself: a cell of a table needs no other escapes, and there is no fence to break.
func Code(text string) string {
	switch {
	case text == "":
		return ""
	case plainCode.MatchString(text):
		return "`" + text + "`"
	}
	return "<code>" + entities(text, "") + "</code>"
}

// acts matches what hosts turn into something in the finished text, where an escape of Markdown no longer helps: a
// mention, a reference to an issue, a label, a commit, a link, a picture of a face.
var acts = regexp.MustCompile(`[@#!$%~^&]\w|\[\[|://|(?i:www\.)|:[\w+-]+:|(?i:GH-\d)|\b[0-9a-f]{7,}\b`)

// Prose shows a line of text as prose, or as code where a host would make something of it.
func Prose(text string) string {
	if acts.MatchString(text) {
		return Code(text)
	}
	return entities(text, "-,.;:'()/?%+=")
}

// listed matches the beginning of a line that would make it an item of a numbered list.
var listed = regexp.MustCompile(`^[0-9]+[.)]`)

// entities writes every ASCII character but letters, digits, blanks and the plain ones as an entity, and a first
// character that could begin a list. In code even plain punctuation is an entity, since an address would become a link.
func entities(text, plain string) string {
	var b strings.Builder
	for at, r := range text {
		switch {
		case r >= utf8.RuneSelf, r == ' ', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z',
			r >= '0' && r <= '9' && (at > 0 || !listed.MatchString(text)),
			at > 0 && strings.ContainsRune(plain, r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.String()
}
