package judges_test

import (
	"net/url"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/judges"
	"github.com/signspec/signspec/suites/spec"
)

func TestCallsSignContract(t *testing.T) {
	check(t, judges.CallsSignContract(), map[string]verdict{
		"once":                  {run: beside(approved()), want: spec.Held},
		"never":                 {run: beside(plain(record.Approve).asks("prepare", nil).opens("navigateTo", "/web")), want: spec.Broken, observed: "POST /api/prepare; navigateTo /web"},
		"never, by a crash":     {run: beside(plain(record.Approve).crashes("TypeError")), want: spec.Unjudged},
		"twice":                 {run: beside(plain(record.Approve).calls(nil).calls(nil)), want: spec.Broken, observed: "2 times", line: 3},
		"again after a success": {run: beside(approved().calls(nil)), want: spec.Broken, observed: "2 times"},
		"again after a failure": {run: beside(failed().calls(nil)), want: spec.Held},
		"without options": {run: beside(plain(record.Approve).add(record.Called, fields{"options": record.Undefined})),
			want: spec.Broken, observed: "called with undefined", line: 2},
	})
}

func TestPassesSignStr(t *testing.T) {
	decoded, _ := url.QueryUnescape(signStr)
	with := func(v any) []*visit { return beside(plain(record.Approve).calls(fields{"signStr": v})) }
	check(t, judges.PassesSignStr(), map[string]verdict{
		"byte for byte":      {run: beside(approved()), want: spec.Held},
		"not passed":         {run: with(record.Undefined), want: spec.Broken, observed: "not passed", line: 2},
		"empty":              {run: with(""), want: spec.Broken, observed: "empty"},
		"decoded":            {run: with(decoded), want: spec.Broken, observed: "percent-decoded"},
		"encoded":            {run: with(url.QueryEscape(signStr)), want: spec.Broken, observed: "encoded once more"},
		"cut":                {run: with(signStr[:20]), want: spec.Broken, observed: "only a part"},
		"wrapped":            {run: with(" " + signStr), want: spec.Broken, observed: "1 bytes around"},
		"another":            {run: with("https://x"), want: spec.Broken, observed: "another string"},
		"an object":          {run: with(fields{"authUrl": "x"}), want: spec.Broken, observed: "authUrl"},
		"on the second call": {run: beside(approved().calls(fields{"signStr": "old"})), want: spec.Broken, observed: "another string"},
		"never called":       {run: beside(plain(record.Approve)), want: spec.Unjudged},
	})
}

func TestNoSignWithoutStr(t *testing.T) {
	prepare := func() *visit {
		return visited(judges.PreparePrefix+"empty", record.Approve).start(1).shows("toast", "please wait").asks("prepare", nil)
	}
	usual := plain(record.Approve).shows("toast", "please wait").asks("prepare", nil).calls(nil).hears("success", granted)
	check(t, judges.NoSignWithoutStr(), map[string]verdict{
		"told by a toast":     {run: beside(prepare().shows("toast", "closed"), usual), want: spec.Held},
		"told by the page":    {run: beside(prepare().text("closed"), usual), want: spec.Held},
		"called":              {run: beside(prepare().calls(fields{"signStr": record.Undefined}), usual), want: spec.Broken, observed: "signStr undefined", line: 4},
		"silent":              {run: beside(prepare(), usual), want: spec.Broken, observed: "nothing is shown", line: 3},
		"released again":      {run: beside(prepare().data(fields{"busy": false}), usual), want: spec.Broken},
		"never called anyway": {run: beside(prepare(), plain(record.Approve).shows("toast", "please wait").asks("prepare", nil)), want: spec.Unjudged},
		"crashed":             {run: beside(prepare().crashes("TypeError"), usual), want: spec.Unjudged},
		"never asked":         {run: beside(visited(judges.PreparePrefix+"empty", record.Approve).start(1).calls(nil), usual), want: spec.Unjudged},
		"told before the start": {run: beside(visited(judges.PreparePrefix+"empty", record.Approve).asks("prepare", nil).text("closed").start(1),
			visited(judges.Outcome(record.Approve), record.Approve).asks("prepare", nil).text("sign here").start(1).calls(nil)), want: spec.Held},
	})
}

func TestCallbackTypes(t *testing.T) {
	with := func(change fields) []*visit { return beside(plain(record.Approve).calls(change)) }
	check(t, judges.CallbackTypes(), map[string]verdict{
		"functions":    {run: with(nil), want: spec.Held},
		"none":         {run: with(fields{"fail": record.Undefined, "complete": record.Null}), want: spec.Held},
		"a name":       {run: with(fields{"complete": "onComplete"}), want: spec.Broken, observed: "complete", line: 2},
		"never called": {run: beside(plain(record.Approve)), want: spec.Unjudged},
	})
}

func TestKnownOptionsOnly(t *testing.T) {
	with := func(change fields) []*visit { return beside(plain(record.Approve).calls(change)) }
	check(t, judges.KnownOptionsOnly(), map[string]verdict{
		"documented": {run: with(nil), want: spec.Held},
		"sucess":     {run: with(fields{"sucess": record.Function}), want: spec.Broken, observed: "sucess", line: 2},
		"taskId":     {run: with(fields{"taskId": 7}), want: spec.Broken, observed: "taskId"},
	})
}

func TestHandlesOutcomes(t *testing.T) {
	check(t, judges.HandlesOutcomes(), map[string]verdict{
		"success":          {run: beside(approved()), want: spec.Held},
		"failure":          {run: beside(failed()), want: spec.Held},
		"complete only":    {run: beside(plain(record.Fail).calls(fields{"fail": record.Undefined}).hears("complete", refused("7002"))), want: spec.Held},
		"the promise only": {run: beside(plain(record.Fail).calls(nil).hears("reject", refused("7002"))), want: spec.Held},
		"failure unheard": {run: beside(plain(record.Fail).calls(fields{"fail": record.Undefined, "complete": record.Undefined})),
			want: spec.Broken, observed: "listens to a failure", line: 2},
		"success unheard": {run: beside(plain(record.Approve).calls(fields{"success": record.Undefined, "complete": record.Null})),
			want: spec.Broken, observed: "listens to a success"},
		"not a function": {run: beside(plain(record.Fail).calls(fields{"fail": "onFail", "complete": record.Undefined})), want: spec.Unjudged},
		"never called":   {run: beside(plain(record.Fail)), want: spec.Unjudged},
	})
}

func TestNoUncaughtErrors(t *testing.T) {
	dead := approved()
	dead.End, dead.Reason = record.Crashed, "memory limit"
	check(t, judges.NoUncaughtErrors(), map[string]verdict{
		"none":                               {run: beside(approved()), want: spec.Held},
		"an exception":                       {run: beside(failed().crashes("TypeError: x")), want: spec.Broken, observed: "TypeError: x", line: 5},
		"dead":                               {run: beside(dead), want: spec.Broken, observed: "memory limit"},
		"after an API that is not modelled":  {run: beside(plain(record.Approve).add(record.Used, fields{"api": "my.scan"}).crashes("TypeError")), want: spec.Unjudged},
		"before an API that is not modelled": {run: beside(plain(record.Approve).crashes("TypeError").add(record.Used, fields{"api": "my.scan"})), want: spec.Broken},
	})
}
