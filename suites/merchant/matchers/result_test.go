package matchers_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestSendsResult(t *testing.T) {
	heard := func() *visit { return plain(record.Approve).calls(nil).hears("success", granted) }
	nested, _ := json.Marshal(map[string]string{"data": `{"c":"` + code + `"}`})
	check(t, matchers.SendsResult(), map[string]verdict{
		"in a body":                 {run: runOf(approved()), want: rule.Held},
		"in JSON text in JSON":      {run: runOf(heard().requests("POST", "https://a/x?s="+state, string(nested))), want: rule.Held},
		"in a query, encoded twice": {run: runOf(heard().requests("GET", "https://a/x?q="+url.QueryEscape(url.QueryEscape("code="+code+"&state="+state)), nil)), want: rule.Held},
		"in headers":                {run: runOf(heard().add(record.Requested, fields{"method": "POST", "url": "https://a/x", "headers": fields{"x-code": code, "x-state": state}})), want: rule.Held},
		"as base64 in a path":       {run: runOf(heard().requests("GET", "https://a/x/"+base64.URLEncoding.EncodeToString([]byte(code+state)), nil)), want: rule.Held},
		"in two requests":           {run: runOf(heard().requests("POST", "https://a/x", fields{"c": code}).requests("POST", "https://a/y", fields{"s": state})), want: rule.Held},
		"without state":             {run: runOf(heard().asks("result", fields{"code": code})), want: rule.Broken, observed: "authState reached no server; requests after the success: POST /api/result", line: 4},
		"the state with a digit":    {run: runOf(heard().asks("result", fields{"code": code, "state": state + "0"})), want: rule.Unjudged},
		"the state behind a dash":   {run: runOf(heard().asks("result", fields{"code": code, "state": "A-" + state})), want: rule.Held},
		"nothing":                   {run: runOf(heard()), want: rule.Broken, observed: "authCode and authState", line: 3},
		"the state to somebody else": {run: runOf(heard().asks("result", fields{"code": code}).requests("POST", "https://metrics.example/e", granted), described("prepare", "result")),
			want: rule.Broken, observed: "authState reached no route for results", line: 4},
		"both to somebody else": {run: runOf(heard().asks("result", fields{"done": true}).requests("POST", "https://metrics.example/e", granted), described("prepare", "result")),
			want: rule.Broken, observed: "authCode and authState reached no route"},
		"both, and to somebody else":                     {run: runOf(heard().requests("POST", "https://metrics.example/e", granted).asks("result", granted), described("prepare", "result")), want: rule.Held},
		"enciphered":                                     {run: runOf(ciphered(heard(), "J9"), described("prepare", "result")), want: rule.Unjudged},
		"enciphered, which changes with the code":        {run: runOf(ciphered(heard(), "J9"), described("prepare", "result"), ciphered(otherFirstHalf(), "Q3"), otherSecondHalf()), want: rule.Unjudged},
		"a long text that does not change with the code": {run: runOf(ciphered(heard(), "J9"), described("prepare", "result"), ciphered(otherFirstHalf(), "J9"), otherSecondHalf()), want: rule.Broken},
		"too short to hold both":                         {run: runOf(heard().asks("result", fields{"nonce": strings.Repeat("J9", 20)}), described("prepare", "result")), want: rule.Broken},
		"by complete":                                    {run: runOf(plain(record.Approve).calls(nil).hears("complete", granted)), want: rule.Broken},
		"unheard":                                        {run: runOf(plain(record.Approve).calls(nil)), want: rule.Unjudged},
		"crashed":                                        {run: runOf(heard().crashes("TypeError")), want: rule.Unjudged},
	})
}

// ciphered sends a result that nobody can read.
func ciphered(v *visit, text string) *visit {
	return v.asks("result", fields{"data": strings.Repeat(text, 60)})
}

// otherFirstHalf and otherSecondHalf are the plain approvals with another code.
func otherFirstHalf() *visit {
	return visited(matchers.OtherFirstHalf, record.Approve).start(1).calls(nil).hears("success", granted)
}

func otherSecondHalf() *visit {
	return visited(matchers.OtherSecondHalf, record.Approve).start(1).calls(nil).hears("success", granted)
}

func TestSendsResultOnce(t *testing.T) {
	doubled := func() *visit {
		return visited(matchers.Doubled, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted).hears("success", granted)
	}
	check(t, matchers.SendsResultOnce(), map[string]verdict{
		"once":              {run: runOf(doubled()), want: rule.Held},
		"twice":             {run: runOf(doubled().asks("result", granted)), want: rule.Broken, observed: "again to POST /api/result", line: 6},
		"to another place":  {run: runOf(doubled().requests("POST", "https://a/points", fields{"c": code})), want: rule.Held},
		"asking in between": {run: runOf(doubled().asks("status", nil).asks("status", nil)), want: rule.Held},
		"not at all":        {run: runOf(plain(record.Approve).calls(nil).hears("success", granted)), want: rule.Unjudged},
	})
}

func TestWaitsForServer(t *testing.T) {
	polls := func(scenario string) *visit {
		return visited(scenario, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted).asks("status", nil).shows("toast", "checking")
	}
	sameAs := func(v *visit) *visit { v.Scenario = matchers.Rejected; return v }
	asked := visited(matchers.StatusUnanswered, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted).asks("status", nil).shows("toast", "cannot say")
	quiet := plain(record.Approve).calls(nil).hears("success", granted).asks("result", granted)
	check(t, matchers.WaitsForServer(), map[string]verdict{
		"tells the rejection":             {run: runOf(rejected(), approved()), want: rule.Held},
		"tells nothing of it":             {run: runOf(visited(matchers.Rejected, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted), approved()), want: rule.Held},
		"does the same":                   {run: runOf(sameAs(approved()), approved()), want: rule.Broken, observed: `toast "signed"`, line: 6},
		"loading makes none":              {run: runOf(sameAs(approved().shows("loading", "x").hides("loading")), approved()), want: rule.Broken},
		"printing makes none":             {run: runOf(sameAs(approved().logs("rejected")), approved()), want: rule.Broken},
		"quiet whatever comes":            {run: runOf(sameAs(quiet), quiet), want: rule.Unjudged},
		"leaves it to the status":         {run: runOf(polls(matchers.Rejected), polls(matchers.Outcome(record.Approve)), asked), want: rule.Held},
		"asks and does not listen":        {run: runOf(polls(matchers.Rejected), polls(matchers.Outcome(record.Approve)), polls(matchers.StatusUnanswered)), want: rule.Unjudged},
		"sends nothing":                   {run: runOf(visited(matchers.Rejected, record.Approve).start(1).calls(nil).hears("success", granted), approved()), want: rule.Unjudged},
		"enciphered, the second accepted": {run: runOf(sealedTwice(), sealedOnce()), want: rule.Unjudged},
		"is answered as ever":             {run: runOf(answeredAlike(matchers.Rejected), answeredAlike(matchers.Outcome(record.Approve))), want: rule.Unjudged},
		"opens another page":              {run: runOf(visited(matchers.Rejected, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted).shows("toast", "signed").opens("navigateTo", "/sorry"), approved()), want: rule.Held},
	})
}

// sealedTwice sends two results that nobody can read: the first is rejected, and the second accepted.
func sealedTwice() *visit {
	v := ciphered(visited("approve, after rejected", record.Approve).start(1).calls(nil).hears("success", granted), "J9").replies(fields{"ok": false}).
		shows("toast", "not accepted")
	v = ciphered(v.start(2).calls(nil).hearsOf(2, "success", granted), "K8").replies(fields{"ok": true}).shows("toast", "signed")
	v.Stage.Start = 2
	return v
}

// sealedOnce sends one that is accepted.
func sealedOnce() *visit {
	return ciphered(plain(record.Approve).calls(nil).hears("success", granted), "J9").replies(fields{"ok": true}).shows("toast", "signed")
}

// answeredAlike is a visit in which the server takes the result, and the program says so.
func answeredAlike(scenario string) *visit {
	return visited(scenario, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted).replies(fields{"ok": true}).shows("toast", "signed")
}

func TestWaitsForServerWhereThereIsMoreToSee(t *testing.T) {
	roles := described("prepare", "result", "status")
	sends := func(scenario string) *visit {
		return visited(scenario, record.Approve).text("Sign").start(1).calls(nil).hears("success", granted).asks("result", granted)
	}
	accepted := func() *visit { return sends(matchers.Outcome(record.Approve)) }
	rejected := func() *visit { return sends(matchers.Rejected) }
	check(t, matchers.WaitsForServer(), map[string]verdict{
		"data that are not drawn make none": {run: runOf(rejected().data(fields{"why": "STATE"}).shows("alert", "signed"), accepted().shows("alert", "signed"), roles), want: rule.Broken},
		"a colour, without a word":          {run: runOf(rejected().data(fields{"colour": "red"}), accepted().data(fields{"colour": "green"}), roles), want: rule.Held},
		"counting visits makes none": {run: runOf(rejected().requests("POST", "https://metrics.example/e", fields{"ok": false}).shows("alert", "signed"),
			accepted().requests("POST", "https://metrics.example/e", fields{"ok": true}).shows("alert", "signed"), roles), want: rule.Broken},
		"sending again":               {run: runOf(rejected().shows("alert", "signed").asks("result", granted), accepted().shows("alert", "signed"), roles), want: rule.Held},
		"told as accepted in the end": {run: runOf(rejected().shows("toast", "checking").at(3000).shows("toast", "signed"), accepted().shows("toast", "signed"), roles), want: rule.Broken, observed: "signed"},
		"told as open in the end":     {run: runOf(rejected().shows("toast", "signed").at(3000).shows("toast", "not yet sure"), accepted().shows("toast", "signed"), roles), want: rule.Held},
		"the button is gone":          {run: runOf(rejected().text("Thanks", "Sign").shows("alert", "thanks"), accepted().text("Thanks").shows("alert", "thanks"), roles), want: rule.Held},
		"the same, later than an advert": {run: runOf(rejected().text("Sign", "Plan B").at(9000).shows("alert", "signed").at(9500),
			accepted().shows("alert", "signed").at(6000).text("Sign", "Plan B").at(9000), roles), want: rule.Broken},
	})
}

func TestSuccessNeedsCode(t *testing.T) {
	without := func() *visit {
		return visited("wallet/success-without-code", record.Approve).start(1).calls(nil).hears("success", fields{"authState": state})
	}
	check(t, matchers.SuccessNeedsCode(), map[string]verdict{
		"told otherwise":  {run: runOf(without().shows("toast", "failed"), approved(), failed()), want: rule.Held},
		"asks the server": {run: runOf(without().asks("status", nil).shows("toast", "checking"), approved(), failed()), want: rule.Held},
		"told signed":     {run: runOf(without().shows("toast", "signed"), approved(), rejected(), failed()), want: rule.Broken, observed: `toast "signed"`, line: 4},
		"sends a result":  {run: runOf(without().asks("result", fields{"authState": state}), approved(), failed()), want: rule.Broken, observed: "sends a result to POST /api/result", line: 4},
		"claims a signing, though it reports failures": {run: runOf(without().asks("result", fields{"signed": true, "state": state}),
			plain(record.Approve).calls(nil).hears("success", granted).asks("result", fields{"signed": true, "code": code, "state": state}),
			failed().asks("result", fields{"signed": false})), want: rule.Broken},
		"sends undefined": {run: runOf(without().asks("result", fields{"authCode": "undefined", "authState": state}), approved(), failed()), want: rule.Broken},
		"what every answer shows": {run: runOf(without().shows("toast", "you are back").shows("toast", "failed"),
			plain(record.Approve).calls(nil).hears("success", granted).shows("toast", "you are back").asks("result", granted).shows("toast", "signed"),
			visited(matchers.Rejected, record.Approve).start(1).calls(nil).hears("success", granted).shows("toast", "you are back").asks("result", granted)), want: rule.Held},
		"a sibling's failure, forwarded": {run: runOf(visited("wallet/pay-sign-center", record.Fail).start(1).calls(nil).hears("success", fields{"resultStatus": "7002"}).
			asks("result", fields{"resultStatus": "7002"}), approved(), failed()), want: rule.Held},
		"unheard": {run: runOf(visited("wallet/success-without-code", record.Approve).start(1).calls(nil), approved()), want: rule.Unjudged},
	})
}

func TestReadsDocumentedFields(t *testing.T) {
	failure := func(names ...string) []*visit { return runOf(failed().reads(names...)) }
	success := func(names ...string) []*visit { return runOf(approved().reads(names...)) }
	check(t, matchers.ReadsDocumentedFields(), map[string]verdict{
		"documented":                {run: failure("error", "errMessage"), want: rule.Held},
		"nothing":                   {run: failure(), want: rule.Held},
		"errorMessage alone":        {run: failure("error", "errorMessage"), want: rule.Broken, observed: "res.errorMessage is read, and the documented res.errMessage is not", line: 6},
		"errorMessage beside":       {run: failure("error", "errorMessage", "errMessage"), want: rule.Held},
		"code for error":            {run: failure("code", "errMessage"), want: rule.Broken, observed: "res.code"},
		"resultStatus":              {run: failure("resultStatus"), want: rule.Broken, observed: "res.error is not"},
		"resultStatus of a success": {run: success("resultStatus", "authCode", "authState"), want: rule.Held},
		"resultStatus only":         {run: success("resultStatus"), want: rule.Broken, observed: "res.resultStatus"},
		"auth_code":                 {run: success("auth_code", "authState"), want: rule.Broken, observed: "res.authCode is not"},
		"the envelope of a request": {run: success("data"), want: rule.Broken, observed: "res.data"},
		"what a promise asks for":   {run: success("then", "toJSON"), want: rule.Held},
		"something else beside":     {run: failure("error", "taskId"), want: rule.Held},
	})
}

func TestReadsDocumentedFieldsOfACopy(t *testing.T) {
	plainly := func() *visit {
		return plain(record.Fail).calls(nil).hears("fail", fields{"error": "7002", "errMessage": "the wallet says no"})
	}
	otherwise := func() *visit {
		return visited(matchers.OtherMessage, record.Fail).start(1).calls(nil).hears("fail", fields{"error": "7002", "errorMessage": "the wallet says no"})
	}
	const words = "Failed: the wallet says no"
	check(t, matchers.ReadsDocumentedFields(), map[string]verdict{
		"shown where it has another name only":   {run: runOf(otherwise().shows("alert", words), plainly().shows("alert", "Failed: undefined")), want: rule.Broken, observed: "passed on where its name is errorMessage", line: 4},
		"printed where it has another name only": {run: runOf(otherwise().logs(words), plainly().logs("undefined")), want: rule.Broken},
		"shown by either name":                   {run: runOf(otherwise().shows("alert", words), plainly().shows("alert", words)), want: rule.Held},
		"shown by its documented name":           {run: runOf(otherwise().shows("alert", "Failed: undefined"), plainly().shows("alert", words)), want: rule.Held},
		"never shown":                            {run: runOf(otherwise().shows("alert", "Failed"), plainly().shows("alert", "Failed")), want: rule.Held},
		"the documented name was tried first":    {run: runOf(otherwise().reads("errMessage", "errorMessage").shows("alert", words), plainly()), want: rule.Held},
		"the other name was tried first":         {run: runOf(otherwise().reads("errorMessage").shows("alert", words), plainly().shows("alert", words)), want: rule.Held},
		"without an ordinary failure":            {run: runOf(otherwise().shows("alert", words)), want: rule.Unjudged},
	})
}
