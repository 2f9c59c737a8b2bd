package judges

import "github.com/signspec/signspec/schemas/record"

// CodeNotShown succeeds when the code never appears in anything shown: a dialog, a toast, page data. Rule
// code-not-shown.
func CodeNotShown() *Matcher {
	return secret("code-not-shown", "the code never appears in anything shown to the user", func(r record.Record, e record.Event) string {
		if e.Type != record.Shown || !carries(field(e, "content"), codeOf(r)) {
			return ""
		}
		if !isData(e) {
			return "the code is shown in " + text(e, "how")
		}
		for _, d := range leaves(field(e, "content")) {
			if carries(record.List(record.Text(d.path), d.value), codeOf(r)) {
				return "the code is in the page data " + d.path
			}
		}
		return "the code is in the page data"
	})
}
