package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// TestPagesOfCallsWithOneSignString holds that nobody sees which of two calls with one sign string opened a page: what counts is
// that there are as many pages as calls.
func TestPagesOfCallsWithOneSignString(t *testing.T) {
	page := record.Text("https://wallet.example/a?authId=1")
	call := func(id string, pages int) *call {
		c := staged(id, record.Approve)
		for range pages {
			c.event(record.Opened, page)
		}
		return c.succeeds("code of " + id)
	}
	documented, err := schemas.LoadProfile("documented")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		first, second int
		want, then    rule.Status
	}{
		"each its own":         {1, 1, rule.Held, rule.Held},
		"both booked on one":   {2, 0, rule.Held, rule.Held},
		"three for two":        {3, 0, rule.Broken, rule.Broken},
		"none for the second":  {1, 0, rule.Held, rule.Broken},
		"two, and one besides": {2, 1, rule.Broken, rule.Held},
	} {
		judged := matchers.PageOpened().Under(documented).Judge(run(call("twice#1", c.first), call("twice#2", c.second))...)
		if judged[0].Status != c.want || judged[1].Status != c.then {
			t.Errorf("%s: %s and %s, want %s and %s", name, judged[0].Status, judged[1].Status, c.want, c.then)
		}
	}
}
