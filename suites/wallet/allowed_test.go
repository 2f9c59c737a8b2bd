package wallet_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// profileOf is the documented profile with other lines.
func profileOf(t *testing.T, lines ...string) *schemas.Profile {
	t.Helper()
	text := strings.Join(append([]string{"name: acme", "title: Acme", "extends: documented"}, lines...), "\n")
	p, err := schemas.ParseProfile("acme.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// staged is a record of a call with the callbacks and a sign string.
func staged(outcome record.Outcome, parameter, callbacks string) record.Record {
	return record.Record{API: "my.signContract", Callbacks: strings.Fields(callbacks),
		Stage: &record.Stage{Outcome: outcome, AuthState: "a state"},
		Args:  record.Fields(map[string]record.Value{parameter: record.Text("https://wallet.test")})}
}

func allowedTypes(p *schemas.Profile, r record.Record) string {
	var types []string
	for _, step := range wallet.Allowed(p, r) {
		types = append(types, string(step.Type))
	}
	return strings.Join(types, " ")
}

func TestAllowedFollowsWhatWasStagedAndPassed(t *testing.T) {
	const all = "success fail complete"
	passing := func(args record.Value) record.Record {
		r := staged(record.Approve, "signStr", all)
		r.Args = args
		return r
	}
	signStr := func(v record.Value) record.Record {
		return passing(record.Fields(map[string]record.Value{"signStr": v}))
	}
	unstaged := staged(record.Approve, "signStr", all)
	unstaged.Stage = nil
	for name, c := range map[string]struct {
		call record.Record
		want string
	}{
		"approve":            {staged(record.Approve, "signStr", all), "return success complete"},
		"cancel":             {staged(record.Cancel, "signStr", all), "return fail complete"},
		"unknown":            {staged(record.Unknown, "signStr", all), "return fail complete"},
		"only complete":      {staged(record.Approve, "signStr", "complete"), "return complete"},
		"the other callback": {staged(record.Approve, "signStr", "fail"), "return"},
		"no callback":        {staged(record.Approve, "signStr", ""), "return"},
		"nothing staged":     {unstaged, "return complete"},
		"no argument":        {passing(record.Value{}), "return fail complete"},
		"no sign string":     {passing(record.Fields(nil)), "return fail complete"},
		"a blank one":        {signStr(record.Text(" \n")), "return fail complete"},
		"a number":           {signStr(record.Num(7)), "return fail complete"},
		"a list":             {signStr(record.List(record.Text("x"))), "return fail complete"},
		"another's name":     {staged(record.Approve, "authUrl", all), "return fail complete"},
	} {
		if got := allowedTypes(schemas.Documented(), c.call); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := allowedTypes(profileOf(t, "parameter: authUrl"), staged(record.Approve, "authUrl", all)); got != "return success complete" {
		t.Errorf("under a profile with another parameter: %s", got)
	}
}

func TestAllowedIsWhatTheProfileOfTheRunSays(t *testing.T) {
	cancel, approve := staged(record.Cancel, "signStr", "fail"), staged(record.Approve, "signStr", "success")
	stateless := profileOf(t, "state: false", `codes: { cancel: "9001" }`, "failure: { code: [resultCode], message: [memo] }")
	for name, c := range map[string]struct {
		profile *schemas.Profile
		call    record.Record
		want    string
	}{
		"documented, cancel":  {schemas.Documented(), cancel, `{error: "6001", errMessage: …}`},
		"another, cancel":     {stateless, cancel, `{resultCode: "9001", memo: …}`},
		"documented, approve": {schemas.Documented(), approve, "{authState, authCode}"},
		"another, approve":    {stateless, approve, "{authCode}"},
	} {
		if steps := wallet.Allowed(c.profile, c.call); len(steps) != 2 || steps[1].Text != c.want {
			t.Errorf("%s: %+v, want %s", name, steps, c.want)
		}
	}
}

func TestEveryAllowedStepFitsADrawing(t *testing.T) {
	const room = 36 // characters; a drawing is as wide as a phone
	for _, name := range schemas.ProfileNames() {
		p, err := schemas.LoadProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, outcome := range record.Outcomes() {
			for _, step := range wallet.Allowed(p, staged(outcome, p.Parameter, "success fail complete")) {
				if utf8.RuneCountInString(step.Text) > room {
					t.Errorf("%s, %s: %q is too long", name, outcome, step.Text)
				}
			}
		}
	}
}
