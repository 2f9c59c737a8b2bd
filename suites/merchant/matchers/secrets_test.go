package matchers_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
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
		"half of it":   {run: runOf(approved().logs(code[:16] + " " + state)), want: rule.Broken},
		"a mask of it": {run: runOf(approved().logs(code[:7] + "…" + state)), want: rule.Held},
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

func (v *visit) gives(how string, content any) *visit {
	return v.add(record.Shared, fields{"how": how, "content": content})
}

// other is the plain approval with another code, of which a half is the same.
func other(scenario, code string) *visit {
	v := visited(scenario, record.Approve).start(1)
	it := record.Text(code)
	v.Stage.AuthCode = &it
	return v.calls(nil).hears("success", fields{"authCode": code, "authState": state}).asks("result", nil)
}

func TestCodeNotShared(t *testing.T) {
	routes := described("prepare", "result", "status")
	first, second := "1111111111111111"+code[16:], code[:16]+"1111111111111111"
	run := func(with func(*visit, string)) []*visit {
		all := []*visit{approved(), other(matchers.OtherFirstHalf, first), other(matchers.OtherSecondHalf, second), routes}
		for i, it := range []string{code, first, second} {
			with(all[i], it)
		}
		return all
	}
	turned := func(s string) string {
		letters := []byte(s)
		slices.Reverse(letters)
		return string(letters)
	}
	shifted := func(s string) string {
		return strings.Map(func(r rune) rune { return r + 3 }, s)
	}
	const elsewhere = "https://visitors.other/seen"
	check(t, matchers.CodeNotShared(), map[string]verdict{
		"nothing":                     {run: runOf(approved(), routes), want: rule.Held},
		"to another host of the shop": {run: runOf(approved().requests("POST", "https://m.shop.example/log", granted), routes), want: rule.Held},
		"to others":                   {run: runOf(approved().requests("POST", elsewhere, granted), routes), want: rule.Broken, observed: "another server, by POST visitors.other/seen", line: 7},
		"to others, in the URL":       {run: runOf(approved().requests("POST", elsewhere+"?c="+code, nil), routes), want: rule.Held},
		"to others, half in the URL":  {run: runOf(approved().requests("POST", elsewhere+"?c="+code[16:], nil), routes), want: rule.Broken},
		"to others, in a header":      {run: runOf(approved().add(record.Requested, fields{"id": 9, "method": "GET", "url": elsewhere, "headers": fields{"x-ref": code}}), routes), want: rule.Broken},
		"to another program":          {run: runOf(approved().opens("navigateToMiniProgram", "2021 pages/a "+code[:20]), routes), want: rule.Broken},
		"in a report":                 {run: runOf(approved().gives("reportAnalytics", []any{"signed", fields{"ref": code}}), routes), want: rule.Broken, observed: "reportAnalytics"},
		"in the clipboard":            {run: runOf(approved().gives("clipboard", "code: "+code), routes), want: rule.Broken},
		"as base64":                   {run: runOf(approved().gives("onShareAppMessage", fields{"path": "/p?r=" + base64.StdEncoding.EncodeToString([]byte(code))}), routes), want: rule.Broken},
		"as hexadecimal digits":       {run: runOf(approved().gives("canvas", hex.EncodeToString([]byte(code))), routes), want: rule.Broken},
		"in capitals, turned round":   {run: runOf(approved().gives("canvas", strings.ToUpper(turned(code))), routes), want: rule.Broken},
		"by the character":            {run: runOf(approved().gives("reportEvent", []any{"c", "0", "d", "e", "C", "0", "D", "E", "c", "0"}), routes), want: rule.Broken},
		"a piece of ten":              {run: runOf(approved().gives("clipboard", code[3:13]), routes), want: rule.Broken},
		"a mask":                      {run: runOf(approved().gives("clipboard", code[:4]+"****"+"DE"), routes), want: rule.Held},
		"after a failure":             {run: runOf(failed().gives("clipboard", code), routes), want: rule.Unjudged},
		"where no host is known":      {run: runOf(plain(record.Approve).calls(nil).hears("success", granted).requests("POST", elsewhere, granted)), want: rule.Held},
		"shifted":                     {run: run(func(v *visit, it string) { v.gives("clipboard", "ref "+shifted(it)) }), want: rule.Broken},
		"shifted, and turned round":   {run: run(func(v *visit, it string) { v.requests("POST", elsewhere, fields{"r": turned(shifted(it))}) }), want: rule.Broken},
		"a hash": {run: run(func(v *visit, it string) {
			v.requests("POST", elsewhere, fields{"r": fmt.Sprintf("%x", sha256.Sum256([]byte(it)))})
		}), want: rule.Held},
		"enciphered": {run: run(func(v *visit, it string) {
			v.gives("reportEvent", fmt.Sprintf("%x%x", sha256.Sum256([]byte("a"+it)), sha256.Sum256([]byte("b"+it))))
		}), want: rule.Held},
		"a mask of each half":            {run: run(func(v *visit, it string) { v.gives("clipboard", shifted(it[:4])+"..."+shifted(it[28:])) }), want: rule.Held},
		"the same, whatever the code is": {run: run(func(v *visit, it string) { v.gives("clipboard", "batch "+code[4:20]) }), want: rule.Held},
	})
}

// TestTheCodeOfAnEarlierStartIsAnother judges masked records in which an earlier start had a code of the same length.
func TestTheCodeOfAnEarlierStartIsAnother(t *testing.T) {
	earlier := fields{"authCode": strings.Repeat("earlier1", 4), "authState": "the state of the start before"}
	started := func() *visit {
		return plain(record.Approve).calls(nil).hears("success", earlier).asks("result", earlier).start(2).calls(nil).hears("success", granted).asks("result", granted)
	}
	for want, v := range map[rule.Status]*visit{rule.Held: started(), rule.Broken: started().asks("result", granted)} {
		masker := secret.NewMasker()
		masker.Learn(v.Record)
		if got := matchers.SendsResultOnce().Judge(masker.Record(v.Record))[0]; got.Status != want {
			t.Errorf("%s, want %s: %s", got.Status, want, got.Observed)
		}
	}
}
