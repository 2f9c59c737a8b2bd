package matchers_test

import (
	"encoding/base64"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestCodeNotLogged(t *testing.T) {
	check(t, matchers.CodeNotLogged(), map[string]verdict{
		"nothing":      {run: runOf(approved().logs("done").logs(state)), want: rule.Held},
		"the result":   {run: runOf(approved().logs("result {authCode: '" + code + "'}")), want: rule.Broken, observed: "console.log", line: 7},
		"as base64":    {run: runOf(approved().logs("b=" + base64.StdEncoding.EncodeToString([]byte(code)))), want: rule.Broken},
		"in halves":    {run: runOf(approved().logs(code[:16] + "-" + code[16:])), want: rule.Broken},
		"half of it":   {run: runOf(approved().logs(code[:16] + " " + state)), want: rule.Held},
		"no code came": {run: runOf(failed().logs(code)), want: rule.Unjudged},
	})
	run := approved().logs(code).logs(code)
	if got := matchers.CodeNotLogged().Judge(run.Record); len(got) != 2 {
		t.Errorf("%d findings, want one for each place", len(got))
	}
}

func TestCodeNotShown(t *testing.T) {
	check(t, matchers.CodeNotShown(), map[string]verdict{
		"nothing":     {run: runOf(approved().data(fields{"state": state})), want: rule.Held},
		"in an alert": {run: runOf(approved().shows("alert", fields{"content": "code " + code})), want: rule.Broken, observed: "shown in alert", line: 7},
		"in groups":   {run: runOf(approved().shows("confirm", fields{"content": code[:4] + " " + code[4:8] + " " + code[8:]})), want: rule.Broken},
		"on the page": {run: runOf(approved().text("Sign", "ref "+code)), want: rule.Broken, observed: "to be read on the page"},
		"in the URL of an image, which is another rule's": {run: runOf(approved().data(fields{"pixel": "https://a.example/p?c=" + code}).text("https://a.example/p?c=" + code)), want: rule.Held},
		"in data": {run: runOf(approved().data(fields{"order": fields{"ref": []any{code}}})), want: rule.Broken, observed: "page data order.ref.0", line: 7},
	})
}

func TestCodeNotStored(t *testing.T) {
	check(t, matchers.CodeNotStored(), map[string]verdict{
		"nothing":      {run: runOf(approved().add(record.Stored, fields{"key": "k", "value": fields{"n": 1}})), want: rule.Held},
		"as a value":   {run: runOf(approved().add(record.Stored, fields{"key": "k", "value": fields{"last": code}})), want: rule.Broken, observed: `under "k"`, line: 7},
		"as the key":   {run: runOf(approved().add(record.Stored, fields{"key": "k" + code, "value": true})), want: rule.Broken, observed: "<authCode>"},
		"as JSON text": {run: runOf(approved().add(record.Stored, fields{"key": "k", "value": `{"a":"` + code + `"}`})), want: rule.Broken},
	})
}

func TestCodeNotInURL(t *testing.T) {
	check(t, matchers.CodeNotInURL(), map[string]verdict{
		"in a body":      {run: runOf(approved()), want: rule.Held},
		"in a query":     {run: runOf(approved().requests("POST", "https://a/x?c="+code, nil)), want: rule.Broken, observed: "URL of POST /x", line: 7},
		"in a path":      {run: runOf(approved().requests("POST", "https://a/x/"+code, nil)), want: rule.Broken, observed: "<authCode>"},
		"as data of GET": {run: runOf(approved().requests("GET", "https://a/x", fields{"c": code})), want: rule.Broken},
		"of an image":    {run: runOf(approved().data(fields{"order": fields{"pixel": "https://a.example/p?c=" + code}})), want: rule.Broken, observed: "URL on the page: /p", line: 7},
		"of a web-view":  {run: runOf(approved().text("//a.example/" + code)), want: rule.Broken, observed: "URL on the page: /<authCode>"},
		"a page's query": {run: runOf(approved().data(fields{"next": "/pages/done?c=" + code})), want: rule.Broken},
		"not in a URL":   {run: runOf(approved().data(fields{"note": "is it " + code + "?"})), want: rule.Held},
		"in a page":      {run: runOf(approved().opens("navigateTo", "/done?c="+code)), want: rule.Broken, observed: "navigateTo", line: 7},
	})
}

func TestCodeInAURLOfAMaskedRecord(t *testing.T) {
	masked := secret.NewMasker().Record(approved().data(fields{"pixel": "https://a.example/p?c=" + code}).Record)
	for m, want := range map[*matchers.Matcher]rule.Status{matchers.CodeNotInURL(): rule.Broken, matchers.CodeNotShown(): rule.Held} {
		if got := m.Judge(masked)[0]; got.Status != want {
			t.Errorf("%s is %s, want %s", m.Rule(), got.Status, want)
		}
	}
}
