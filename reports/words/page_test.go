package words

import (
	"testing"

	"github.com/signspec/signspec/reports/run"
)

func TestPage(t *testing.T) {
	known, unknown := run.Rule{ID: "complete-last"}, run.Rule{ID: "javascript:alert(1)"}
	if got := Page(known); got != "https://github.com/signspec/signspec/blob/main/schemas/RULES.md#complete-last" {
		t.Errorf("the page is at %q", got)
	}
	if got := More(known); got != "signspec rules complete-last" {
		t.Errorf("the command is %q", got)
	}
	if page, more := Page(unknown), More(unknown); page != "" || more != "" {
		t.Errorf("a rule that nobody knows has the page %q, %q", page, more)
	}
}
