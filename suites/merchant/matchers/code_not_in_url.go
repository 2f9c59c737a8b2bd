package matchers

import (
	"regexp"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// CodeNotInURL succeeds when the code never appears in a URL: of a request, of a page, or of something on a page, such as
// an image. Rule code-not-in-url.
func CodeNotInURL() *Matcher {
	return staysSecret("code-not-in-url", "the code never appears in a URL", func(r record.Record, e record.Event, reveals revealing) string {
		switch e.Type {
		case record.Requested:
			inURL := reveals(field(e, "url"))
			// What is sent with GET is appended to the URL.
			if strings.EqualFold(text(e, "method"), "GET") && reveals(field(e, "body")) {
				inURL = true
			}
			if inURL {
				return "the code is in the URL of " + text(e, "method") + " " + hide(r, pathOf(text(e, "url")))
			}
		case record.Navigated:
			if reveals(field(e, "url")) {
				return "the code is in the address of " + text(e, "how") + " " + hide(r, pathOf(text(e, "url")))
			}
		case record.Shown:
			for _, s := range textsOnPage(e) {
				if isAddress(r, s) && reveals(record.Text(s)) {
					return "the code is in a URL on the page: " + pathOf(hide(r, s))
				}
			}
		}
		return ""
	})
}

// address is what looks like a URL with something in it: with a host, or with a query.
var address = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*:)?//\S+$|^[\w./~-]*\?[^\s=]+=\S*$`)

// isAddress says whether a text looks like a URL, whatever stands for the code in it.
func isAddress(r record.Record, s string) bool {
	if code := codeOf(r); code != "" {
		s = strings.ReplaceAll(s, code, "code")
	}
	return address.MatchString(s)
}

// textsOnPage returns the data that are set and the lines that are to be read on a page.
func textsOnPage(e record.Event) []string {
	if !isData(e) && !isText(e) {
		return nil
	}
	var found []string
	eachText(field(e, "content"), func(s string) { found = append(found, s) })
	return found
}
