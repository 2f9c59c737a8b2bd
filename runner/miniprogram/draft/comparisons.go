package draft

import (
	"encoding/json"
	"regexp"
	"strings"
)

// literal is a literal of JavaScript as the bundler writes it.
const literal = `("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|true|false|!0|!1)`

// The ways in which a program compares something with a literal: name === literal, literal === name, and a switch.
var (
	nameFirst    = regexp.MustCompile(`(\w+)\)?\s*[!=]==?\s*` + literal)
	literalFirst = regexp.MustCompile(literal + `\s*[!=]==?\s*(?:\w+\.)*(\w+)`)
	switches     = regexp.MustCompile(`switch\s*\([^(){}]*?(\w+)\)\s*\{((?:\s*case\s*` + literal + `:[^{}]{0,400})+)`)
	cases        = regexp.MustCompile(`case\s*` + literal + `:`)
)

// comparisons returns the literals that each name is compared with in a script, in order. They tell what a reply has
// to hold for the program to go on.
func comparisons(script string) map[string][]any {
	found := map[string][]any{}
	add := func(name, text string) {
		value, ok := parse(text)
		if !ok || name == "typeof" {
			return
		}
		name = strings.TrimRight(name, "0123456789") // the bundler numbers names that modules share
		for _, known := range found[name] {
			if known == value {
				return
			}
		}
		found[name] = append(found[name], value)
	}
	for _, m := range nameFirst.FindAllStringSubmatch(script, -1) {
		add(m[1], m[2])
	}
	for _, m := range literalFirst.FindAllStringSubmatch(script, -1) {
		add(m[2], m[1])
	}
	for _, m := range switches.FindAllStringSubmatch(script, -1) {
		for _, c := range cases.FindAllStringSubmatch(m[2], -1) {
			add(m[1], c[1])
		}
	}
	return found
}

func parse(text string) (any, bool) {
	switch text {
	case "!0":
		return true, true
	case "!1":
		return false, true
	}
	if strings.HasPrefix(text, "'") {
		text = `"` + strings.ReplaceAll(strings.Trim(text, "'"), `"`, `\"`) + `"`
	}
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return nil, false
	}
	switch value {
	case "object", "function", "string", "undefined", "number", "boolean", "symbol":
		return nil, false // what typeof is compared with
	}
	return value, true
}
