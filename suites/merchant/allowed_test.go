package merchant_test

import (
	"fmt"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

func TestAllowedIsTheFlowOfTheProfile(t *testing.T) {
	other, err := schemas.ParseProfile("acme.yaml", []byte("name: acme\ntitle: Acme\nextends: documented\nstate: false\ncodes: { cancel: \"9001\" }\n"))
	if err != nil {
		t.Fatal(err)
	}
	start := "start request call"
	for _, c := range []struct {
		profile *schemas.Profile
		outcome record.Outcome
		want    string
		text    string // of the answer
	}{
		{schemas.Documented(), record.Approve, start + " deliver request show", "success: authState, authCode"},
		{other, record.Approve, start + " deliver request show", "success: authCode"},
		{schemas.Documented(), record.Cancel, start + " deliver show", "fail: error 6001"},
		{other, record.Cancel, start + " deliver show", "fail: error 9001"},
		{schemas.Documented(), record.Unknown, start + " deliver request", "fail: error 7001"},
		{schemas.Documented(), record.Network, start + " deliver show", "fail: error 6002"},
		{schemas.Documented(), "", start, ""},
	} {
		r := record.Record{API: record.ProgramAPI}
		if c.outcome != "" {
			r.Stage = &record.Stage{Outcome: c.outcome}
		}
		got, text := "", ""
		for i, step := range merchant.Allowed(c.profile, r) {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprint(step.Type)
			if step.Type == record.Delivered {
				text = step.Text
			}
		}
		if got != c.want || text != c.text {
			t.Errorf("%s under %s: %q with %q, want %q with %q", c.outcome, c.profile.Name, got, text, c.want, c.text)
		}
	}
}
