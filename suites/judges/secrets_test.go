package judges_test

import (
	"encoding/base64"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/judges"
	"github.com/signspec/signspec/suites/spec"
)

func TestCodeNotLogged(t *testing.T) {
	check(t, judges.CodeNotLogged(), map[string]verdict{
		"nothing":      {run: beside(approved().logs("done").logs(state)), want: spec.Held},
		"the result":   {run: beside(approved().logs("result {authCode: '" + code + "'}")), want: spec.Broken, observed: "console.log", line: 7},
		"as base64":    {run: beside(approved().logs("b=" + base64.StdEncoding.EncodeToString([]byte(code)))), want: spec.Broken},
		"in halves":    {run: beside(approved().logs(code[:16] + "-" + code[16:])), want: spec.Broken},
		"half of it":   {run: beside(approved().logs(code[:16] + " " + state)), want: spec.Held},
		"no code came": {run: beside(failed().logs(code)), want: spec.Unjudged},
	})
	run := approved().logs(code).logs(code)
	if got := judges.CodeNotLogged().Judge(run.Record); len(got) != 2 {
		t.Errorf("%d findings, want one for each place", len(got))
	}
}

func TestCodeNotShown(t *testing.T) {
	check(t, judges.CodeNotShown(), map[string]verdict{
		"nothing":     {run: beside(approved().data(fields{"state": state})), want: spec.Held},
		"in an alert": {run: beside(approved().shows("alert", fields{"content": "code " + code})), want: spec.Broken, observed: "shown in alert", line: 7},
		"in groups":   {run: beside(approved().shows("confirm", fields{"content": code[:4] + " " + code[4:8] + " " + code[8:]})), want: spec.Broken},
		"on the page": {run: beside(approved().text("Sign", "ref "+code)), want: spec.Broken, observed: "to be read on the page"},
		"in the URL of an image, which is another rule's": {run: beside(approved().data(fields{"pixel": "https://a.example/p?c=" + code}).text("https://a.example/p?c=" + code)), want: spec.Held},
		"in data": {run: beside(approved().data(fields{"order": fields{"ref": []any{code}}})), want: spec.Broken, observed: "page data order.ref.0", line: 7},
	})
}

func TestCodeNotStored(t *testing.T) {
	check(t, judges.CodeNotStored(), map[string]verdict{
		"nothing":      {run: beside(approved().add(record.Stored, fields{"key": "k", "value": fields{"n": 1}})), want: spec.Held},
		"as a value":   {run: beside(approved().add(record.Stored, fields{"key": "k", "value": fields{"last": code}})), want: spec.Broken, observed: `under "k"`, line: 7},
		"as the key":   {run: beside(approved().add(record.Stored, fields{"key": "k" + code, "value": true})), want: spec.Broken, observed: "<authCode>"},
		"as JSON text": {run: beside(approved().add(record.Stored, fields{"key": "k", "value": `{"a":"` + code + `"}`})), want: spec.Broken},
	})
}

func TestCodeNotInURL(t *testing.T) {
	check(t, judges.CodeNotInURL(), map[string]verdict{
		"in a body":      {run: beside(approved()), want: spec.Held},
		"in a query":     {run: beside(approved().requests("POST", "https://a/x?c="+code, nil)), want: spec.Broken, observed: "URL of POST /x", line: 7},
		"in a path":      {run: beside(approved().requests("POST", "https://a/x/"+code, nil)), want: spec.Broken, observed: "<authCode>"},
		"as data of GET": {run: beside(approved().requests("GET", "https://a/x", fields{"c": code})), want: spec.Broken},
		"of an image":    {run: beside(approved().data(fields{"order": fields{"pixel": "https://a.example/p?c=" + code}})), want: spec.Broken, observed: "URL on the page: /p", line: 7},
		"of a web-view":  {run: beside(approved().text("//a.example/" + code)), want: spec.Broken, observed: "URL on the page: /<authCode>"},
		"a page's query": {run: beside(approved().data(fields{"next": "/pages/done?c=" + code})), want: spec.Broken},
		"not in a URL":   {run: beside(approved().data(fields{"note": "is it " + code + "?"})), want: spec.Held},
		"in a page":      {run: beside(approved().opens("navigateTo", "/done?c="+code)), want: spec.Broken, observed: "navigateTo", line: 7},
	})
}

func TestCodeInAURLOfAMaskedRecord(t *testing.T) {
	masked := record.NewMasker().Record(approved().data(fields{"pixel": "https://a.example/p?c=" + code}).Record)
	for m, want := range map[*judges.Matcher]spec.Status{judges.CodeNotInURL(): spec.Broken, judges.CodeNotShown(): spec.Held} {
		if got := m.Judge(masked)[0]; got.Status != want {
			t.Errorf("%s is %s, want %s", m.Rule(), got.Status, want)
		}
	}
}
