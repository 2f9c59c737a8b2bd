package words

import (
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// Page is the address of the page of a rule, which says why it matters and how to fix what breaks it. It is empty for a rule
// that the catalogue does not know: no text of a report becomes a part of an address.
func Page(rule run.Rule) string {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return ""
	}
	known, ok := catalogue.Rule(rule.ID)
	if !ok {
		return ""
	}
	return schemas.PageURL(known.ID)
}

// More is the command that prints the page of a rule; empty where there is no page.
func More(rule run.Rule) string {
	if Page(rule) == "" {
		return ""
	}
	return "signspec rules " + rule.ID
}
