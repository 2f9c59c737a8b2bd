// Package acss reads of the style sheets of mini programs (.acss) what decides whether a person sees an element.
//
// It errs towards what is seen: a rule that hides counts only where it is understood and always applies; one that shows
// counts wherever it may apply.
package acss

import (
	"regexp"
	"strings"
)

// Rule is a rule that shows or hides what its selector names.
type Rule struct {
	// Selector is a chain of simple selectors, each a tag, classes and an id, such as ".note text" or ".note.open".
	Selector string `json:"selector"`
	// Display and Visibility are the values of the properties; empty where the rule does not set them.
	Display    string `json:"display,omitempty"`
	Visibility string `json:"visibility,omitempty"`
	// Important says that one of them is marked so.
	Important bool `json:"important,omitempty"`
}

// Sheet is a style sheet.
type Sheet struct {
	Rules []Rule
	// Imports are the files that it imports, as they are written; their rules stand before its own.
	Imports []string
}

var (
	comment  = regexp.MustCompile(`(?s)/\*.*?(\*/|$)`)
	imported = regexp.MustCompile(`^@import\s+(?:url\(\s*)?["']?([^"')\s]+)`)
	// simple is a selector that is understood: tags, classes, ids, and what is inside of what.
	simple = regexp.MustCompile(`^[\w.#\- ]+$`)
	// special are the parts of a selector that are not: states, attributes, anything at all.
	special = regexp.MustCompile(`::?[\w-]+(\([^)]*\))?|\[[^\]]*\]|\*`)
	// relations are what may stand between two simple selectors besides a blank; each means "inside" at most.
	relations = regexp.MustCompile(`\s*[>\s]\s*`)
)

// Parse reads a style sheet. What it does not understand it leaves out.
func Parse(source string) Sheet {
	var s Sheet
	s.read(comment.ReplaceAllString(source, " "), true)
	return s
}

// read reads rules; always says that they apply whatever the screen is.
func (s *Sheet) read(text string, always bool) {
	for {
		text = strings.TrimLeft(text, " \t\r\n;}")
		end := strings.IndexAny(text, "{;")
		if end < 0 {
			return
		}
		head := strings.TrimSpace(text[:end])
		if text[end] == ';' {
			if found := imported.FindStringSubmatch(head); found != nil {
				s.Imports = append(s.Imports, found[1])
			}
			text = text[end+1:]
			continue
		}
		body, rest := block(text[end+1:])
		switch {
		case strings.HasPrefix(head, "@media"), strings.HasPrefix(head, "@supports"):
			s.read(body, false)
		case !strings.HasPrefix(head, "@"):
			s.rule(head, body, always)
		}
		text = rest
	}
}

// block cuts the text behind the brace that closes what is open.
func block(text string) (body, rest string) {
	depth := 1
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[:i], text[i+1:]
			}
		}
	}
	return text, ""
}

func (s *Sheet) rule(selectors, body string, always bool) {
	rule := declared(body)
	if rule.Display == "" && rule.Visibility == "" {
		return
	}
	hides := rule.Display == "none" || rule.Visibility == "hidden"
	for selector := range strings.SplitSeq(selectors, ",") {
		known := strings.TrimSpace(relations.ReplaceAllString(selector, " "))
		if !simple.MatchString(known) {
			known = strings.TrimSpace(special.ReplaceAllString(known, ""))
			if hides || !simple.MatchString(known) {
				continue
			}
		}
		if hides && !always {
			continue
		}
		rule.Selector = known
		s.Rules = append(s.Rules, rule)
	}
}

// declared is what the declarations of a rule say.
func declared(body string) Rule {
	var rule Rule
	for declaration := range strings.SplitSeq(body, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value, mark, _ := strings.Cut(strings.ToLower(strings.TrimSpace(value)), "!")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "display":
			rule.Display = value
		case "visibility":
			rule.Visibility = value
		default:
			continue
		}
		rule.Important = rule.Important || strings.TrimSpace(mark) == "important"
	}
	return rule
}
