package matchers

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// normal takes from what a program says whatever says nothing about the program.
type normal struct {
	canaries *strings.Replacer // what the scenario gave out, wherever it stands
	copied   []replacement     // what the wallet's answer said
	codes    []string          // the error codes among that
	known    map[string]string // sentences that were made normal: a page that is drawn anew says most of it again
}

type replacement struct {
	find *regexp.Regexp
	with string
}

// shortestCopied is the shortest text, in bytes, of an answer that is looked for in sentences; a shorter one stands in
// every other sentence by chance.
const shortestCopied = 3

// normal returns the normal form of a record's texts.
func (in evidence) normal(r record.Record) normal {
	return kept(in, of{"normal form", r.ID}, func() normal { return normalOf(r, in.Profile) })
}

// normalOf makes the normal form of a record's texts.
func normalOf(r record.Record, p *schemas.Profile) normal {
	n := normal{known: map[string]string{}}
	signStr := ""
	if r.Stage != nil {
		signStr = r.Stage.SignStr
	}
	var pairs []string
	for _, canary := range [][2]string{{signStr, "<signStr>"}, {stateOf(r), "<authState>"}, {codeOf(r), "<authCode>"}} {
		for _, form := range encodings(canary[0]) {
			pairs = append(pairs, form, canary[1])
		}
	}
	n.canaries = strings.NewReplacer(pairs...)
	for _, a := range answers(r) {
		n.copy(a.payload, p)
	}
	// Longer texts first, so that one which contains another is replaced as a whole.
	slices.SortStableFunc(n.copied, func(a, b replacement) int { return len(b.find.String()) - len(a.find.String()) })
	return n
}

// copy takes what a payload says, except for what the canaries say.
func (n *normal) copy(payload record.Value, p *schemas.Profile) {
	for _, name := range payload.Keys() {
		v, _ := payload.Field(name)
		said, isText := v.Str()
		if v.Kind() == record.Number {
			said, isText = v.String(), true
		}
		if !isText || name == "authCode" || name == "authState" {
			continue
		}
		with := "<" + p.Failure.Message[0] + ">"
		if !slices.Contains(p.Failure.Message, name) && isCode(said) {
			n.codes = append(n.codes, said)
			with = "<" + p.Failure.Code[0] + ">"
		}
		if len(said) >= shortestCopied {
			n.copied = append(n.copied, replacement{regexp.MustCompile(wholeWord(said)), with})
		}
	}
}

var codeText = regexp.MustCompile(`^[A-Za-z0-9_]{1,40}$`)

// isCode says whether a text of an answer is a code rather than a sentence.
func isCode(said string) bool { return codeText.MatchString(said) }

// wholeWord is the expression that finds a text where it is not part of a longer word or number.
func wholeWord(s string) string {
	expression := regexp.QuoteMeta(s)
	if isCode(s) {
		return `\b` + expression + `\b`
	}
	return expression
}

// encodings returns a canary as it is, and percent-encoded once or twice.
func encodings(canary string) []string {
	if canary == "" {
		return nil
	}
	forms := []string{canary}
	for range 2 {
		last := forms[len(forms)-1]
		for _, form := range []string{url.QueryEscape(last), url.PathEscape(last)} {
			if !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
	}
	slices.SortFunc(forms, func(a, b string) int { return len(b) - len(a) })
	return forms
}

// volatile are texts that may differ from one visit to the next though the program does the same.
var volatile = []replacement{
	{regexp.MustCompile(`\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?`), "<date>"},
	{regexp.MustCompile(`\b\d{1,2}:\d{2}(:\d{2})?\b`), "<time>"},
	{regexp.MustCompile(`[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`), "<random>"},
	{regexp.MustCompile(`\b[0-9a-f]{16,}\b|\b[0-9A-F]{16,}\b`), "<random>"},
	{regexp.MustCompile(`\d{10,}`), "<number>"}, // a time in milliseconds or seconds, or random digits
}

// sentence returns a text of several parts that people read: what is copied from the answer is left out.
func (n normal) sentence(s string) string {
	done, known := n.known[s]
	if !known {
		done = replace(replace(n.canaries.Replace(s), n.copied), volatile)
		n.known[s] = done
	}
	return done
}

// literal is the normal form that leaves what is copied from the answer as it is.
func (n normal) literal() normal {
	n.copied, n.known = nil, map[string]string{}
	return n
}

// datum returns a text that the program's own page reads: the code of an answer, when there is nothing else, stays.
func (n normal) datum(s string) string {
	if slices.Contains(n.codes, s) {
		return s
	}
	return n.sentence(s)
}

func replace(s string, replacements []replacement) string {
	for _, r := range replacements {
		s = r.find.ReplaceAllString(s, r.with)
	}
	return s
}

// value returns a value as JSON text with each of its texts made normal.
func (n normal) value(v record.Value, text func(string) string) string {
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false) // a person reads it
	if err := out.Encode(n.plain(v, text)); err != nil {
		return v.String()
	}
	return strings.TrimSpace(b.String())
}

func (n normal) plain(v record.Value, text func(string) string) any {
	switch v.Kind() {
	case record.String:
		s, _ := v.Str()
		return text(s)
	case record.Number:
		if s := v.String(); text(s) != s {
			return text(s)
		}
	case record.Array:
		items := make([]any, len(v.Items()))
		for i, item := range v.Items() {
			items[i] = n.plain(item, text)
		}
		return items
	case record.Object, record.Error:
		fields := map[string]any{}
		for _, name := range v.Keys() {
			member, _ := v.Field(name)
			if member.Kind() != record.Undefined && member.Kind() != record.Function {
				fields[name] = n.plain(member, text)
			}
		}
		return fields
	}
	return v.JSON()
}
