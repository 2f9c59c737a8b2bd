package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// comparison compares what is told after a failure with what is told after a signing.
type comparison struct {
	told      []telling       // after the failure
	home      string          // the page that the program begins with
	before    []string        // pages that were open before the wallet answered
	usual     map[string]bool // the keys of all that is ever told where the person signs
	unsigned  map[string]bool // pages that are to be read in other runs, where nothing was signed
	cancelled bool
}

// notable leaves out that a page is opened which anybody may come to, and the titles of pages, which are told by the page.
func (c *comparison) notable(all []telling) []telling {
	return slices.DeleteFunc(all, func(t telling) bool {
		if strings.HasPrefix(t.line, "title ") {
			return !slices.Contains(c.before, t.page)
		}
		return t.opens && t.page != "" && (strings.HasPrefix(t.line, "switchTab ") || t.page == c.home || slices.Contains(c.before, t.page))
	})
}

// note notes which pages are to be read where nothing was signed.
func (c *comparison) note(records []record.Record) {
	for _, r := range records {
		for _, e := range r.Events {
			if isText(e) {
				c.unsigned[text(e, "path")] = true
			}
		}
	}
}

// tells says whether a thing is told after the failure.
func (c *comparison) tells(t telling) bool {
	return slices.ContainsFunc(c.told, func(mine telling) bool { return mine.key == t.key })
}

// tellsAll says whether all of some things are told after the failure, and there are any.
func (c *comparison) tellsAll(all []telling) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(t telling) bool { return !c.tells(t) })
}

// shared returns the lines of what only a signing tells that are told after the failure as well, and mean that.
func (c *comparison) shared(signed []telling) []string {
	var lines []string
	for _, t := range signed {
		if c.tells(t) && c.means(t, signed) && !slices.Contains(lines, t.line) {
			lines = append(lines, t.line)
		}
	}
	return lines
}

// means says whether something that is told in both runs says that the agreement was signed.
func (c *comparison) means(t telling, signed []telling) bool {
	if t.page == "" {
		return true
	}
	onPage := those(signed, func(other telling) bool { return other.page == t.page && !other.opens })
	switch {
	case slices.Contains(c.before, t.page):
		return !c.saysOtherwise(onPage)
	case c.toldApart(signed), t.page == c.home && !c.unsigned[t.page]:
		return false
	case len(onPage) == 0:
		return true // nothing is read there that only a signing shows; coming there is what it leads to
	}
	sameAddress := slices.ContainsFunc(signed, func(other telling) bool { return other.opens && other.page == t.page && c.tells(other) })
	return !c.saysOtherwise(onPage) && (c.tellsAll(onPage) || sameAddress)
}

// saysOtherwise says whether a page, whenever it shows any of some lines, also shows something that no signing shows:
// then they are furniture.
func (c *comparison) saysOtherwise(lines []telling) bool {
	own := map[string]bool{}
	for _, mine := range c.told {
		own[mine.key] = !c.usual[mine.key]
	}
	for _, mine := range c.told {
		if !slices.ContainsFunc(lines, func(t telling) bool { return t.key == mine.key }) {
			continue
		}
		if !slices.ContainsFunc(mine.beside, func(key string) bool { return own[key] }) {
			return false
		}
	}
	return true
}

// toldApart says whether the two runs are told apart by what comes over the pages, a toast say, so that the page which
// they both lead to afterwards says nothing. Who cancels may be told nothing at all.
func (c *comparison) toldApart(signed []telling) bool {
	loose := those(signed, func(t telling) bool { return t.page == "" })
	if len(loose) == 0 || c.tellsAll(loose) {
		return false
	}
	return c.cancelled || slices.ContainsFunc(c.told, func(mine telling) bool { return mine.page == "" && !c.usual[mine.key] })
}

func those(all []telling, wanted func(telling) bool) []telling {
	return slices.DeleteFunc(slices.Clone(all), func(t telling) bool { return !wanted(t) })
}
