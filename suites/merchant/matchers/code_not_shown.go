package matchers

import (
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// CodeNotShown succeeds when the code never appears in anything shown: a dialog, a toast, page data. A URL on a page, of
// an image say, is not for people to read; code-not-in-url judges it. Rule code-not-shown.
func CodeNotShown() *Matcher {
	return staysSecret(
		"code-not-shown",
		"the code never appears in anything shown to the user",
		func(r record.Record, e record.Event, reveals revealing) string {
			if e.Type != record.Shown || !reveals(field(e, "content")) {
				return ""
			}
			if !isData(e) && !isText(e) {
				return "the code is shown in " + text(e, "how")
			}
			for _, d := range appendLeaves(nil, text(e, "how"), field(e, "content")) {
				if s, _ := d.value.Str(); isAddress(r, s) || !reveals(record.List(record.Text(d.path), d.value)) {
					continue
				}
				if isText(e) {
					return "the code is to be read on the page"
				}
				return "the code is in the page " + strings.Replace(d.path, ".", " ", 1)
			}
			return ""
		},
	)
}
