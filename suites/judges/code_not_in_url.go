package judges

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// CodeNotInURL succeeds when the code never appears in a URL, of a request or of a page. Rule code-not-in-url.
func CodeNotInURL() *Matcher {
	return secret("code-not-in-url", "the code never appears in a URL", func(r record.Record, e record.Event) string {
		code := codeOf(r)
		switch e.Type {
		case record.Requested:
			inURL := carries(field(e, "url"), code)
			// What is sent with GET is appended to the URL.
			if strings.EqualFold(text(e, "method"), "GET") && carries(field(e, "body"), code) {
				inURL = true
			}
			if inURL {
				return "the code is in the URL of " + text(e, "method") + " " + hide(r, pathOf(text(e, "url")))
			}
		case record.Navigated:
			if carries(field(e, "url"), code) {
				return "the code is in the address of " + text(e, "how") + " " + hide(r, pathOf(text(e, "url")))
			}
		}
		return ""
	})
}
