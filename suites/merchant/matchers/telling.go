package matchers

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// telling is one thing that a person is told after the answer of the wallet, and was not told before.
type telling struct {
	line string
	// key is the line without what it holds of the server's replies, by which it is compared: a contract's number is
	// missing after a failure, and all else that the page says is the same.
	key string
	// page is the page that it is read on, or that it opens; "" for what comes over any page.
	page   string
	opens  bool
	beside []string // the keys of what is to be read on the page together with it, itself among them
}

// tellings returns what a person is told before the event of an index, in order, unless only the clock writes it.
func (in evidence) tellings(r record.Record, before int) []telling {
	after, ok := answered(r)
	if !ok {
		return nil
	}
	n, seen, clock := in.normal(r), newReader(r), in.byTheClock()
	keyOf := in.keys(r)
	known := map[string]bool{}
	current := ""
	var all []telling
	for i, e := range r.Events[:before] {
		fresh := seen.read(n, e)
		one := telling{}
		switch {
		case e.Type == record.Page && (text(e, "what") == "load" || text(e, "what") == "show"):
			current = text(e, "path")
		case e.Type == record.Navigated && text(e, "how") != "navigateBack":
			fresh, one.page, one.opens = []string{n.navigation(e)}, opened(r, i), true
		case isText(e):
			one.page = text(e, "path")
			for _, line := range n.lines(e) {
				one.beside = append(one.beside, keyOf(line))
			}
		case isData(e):
			one.page = text(e, "path")
		case e.Type == record.Shown && !isLoading(e):
			fresh = []string{n.shown(e)}
			if text(e, "how") == "title" {
				one.page = current
			}
		}
		for _, line := range fresh {
			one.line, one.key = line, keyOf(line)
			if i <= after {
				known[one.key] = true
			} else if !known[one.key] && !clock.wrote(effect{line, e.At}) {
				all = append(all, one)
			}
		}
	}
	return all
}

// opened returns the page that the navigation at an index opens, or "" where it leads out of the program.
func opened(r record.Record, index int) string {
	for _, e := range r.Events[index+1:] {
		if e.Type == record.Navigated {
			break
		}
		if e.Type == record.Page && text(e, "what") == "load" {
			return text(e, "path")
		}
	}
	return ""
}

// openBefore lists the pages that were opened before the wallet answered.
func openBefore(r record.Record) []string {
	after, _ := answered(r)
	var pages []string
	for _, e := range r.Events[:after] {
		if e.Type == record.Page && text(e, "what") == "load" {
			pages = append(pages, text(e, "path"))
		}
	}
	return pages
}

// nothing is what JavaScript writes where there is nothing.
var nothing = regexp.MustCompile(`\b(undefined|null|NaN)\b`)

// keys returns what makes the key of a line: what the server says is left out of it, and what stands there where it says
// nothing. A program may have the words of a reply from elsewhere, so that those of other runs are left out as well.
func (in evidence) keys(r record.Record) func(string) string {
	said := kept(in, of{"said by the server", r.ID}, func() []replacement { return replacing(replies(r), in.usualReplies()) })
	known := map[string]string{}
	return func(line string) string {
		key, ok := known[line]
		if !ok {
			key = strings.ReplaceAll(strings.Join(strings.Fields(nothing.ReplaceAllString(replace(line, said), "")), " "), ` "`, `"`)
			known[line] = key
		}
		return key
	}
}

// usualReplies are the texts of the server's replies in the runs that others are compared with.
func (in evidence) usualReplies() []string {
	return kept(in, "said by the server", func() []string {
		var texts []string
		approved, _ := in.approved()
		for _, r := range append(append(in.failures(), in.scenarios(Rejected)...), approved) {
			texts = append(texts, replies(r)...)
		}
		return texts
	})
}

// replies returns the texts of the server's replies.
func replies(r record.Record) []string {
	var texts []string
	for _, e := range r.Of(record.Replied) {
		for _, d := range appendLeaves(nil, "", field(e, "body")) {
			said, ok := d.value.Str()
			if d.value.Kind() == record.Number {
				said, ok = d.value.String(), true
			}
			if ok && len(said) >= shortestCopied && !slices.Contains(texts, said) {
				texts = append(texts, said)
			}
		}
	}
	return texts
}

// replacing leaves texts out, longer ones first.
func replacing(lists ...[]string) []replacement {
	texts := slices.Concat(lists...)
	slices.SortFunc(texts, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	texts = slices.Compact(texts)
	var all []replacement
	for _, said := range texts {
		all = append(all, replacement{regexp.MustCompile(wholeWord(said)), ""})
	}
	return all
}
