package judges_test

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/judges"
	"github.com/signspec/signspec/suites/spec"
)

func TestCallsSignContract(t *testing.T) {
	check(t, judges.CallsSignContract(), map[string]verdict{
		"once":                               {run: beside(approved()), want: spec.Held},
		"never":                              {run: beside(plain(record.Approve).asks("prepare", nil).opens("navigateTo", "/web")), want: spec.Broken, observed: "POST /api/prepare; navigateTo /web"},
		"never, by what is not modelled":     {run: beside(plain(record.Approve).add(record.Used, fields{"api": "my.scan"})), want: spec.Unjudged},
		"never, beside what is not modelled": {run: beside(plain(record.Approve).add(record.Used, fields{"api": "my.hideX", "heard": false})), want: spec.Broken},
		"never, by a crash":                  {run: beside(plain(record.Approve).crashes("TypeError")), want: spec.Unjudged},
		"twice":                              {run: beside(plain(record.Approve).calls(nil).calls(nil)), want: spec.Broken, observed: "2 times", line: 3},
		"again after a success":              {run: beside(approved().calls(nil)), want: spec.Broken, observed: "2 times"},
		"again after a failure":              {run: beside(failed().calls(nil)), want: spec.Broken, observed: "after 7002 (fail) it was called again though nobody asked", line: 5},
		"again after a cancel":               {run: beside(cancelled().calls(nil)), want: spec.Broken, observed: "after 6001 (cancel)", line: 4},
		"again after a confirm":              {run: beside(cancelled().shows("confirm", "again?").hides("confirm").calls(nil)), want: spec.Held},
		"again by an alert":                  {run: beside(cancelled().shows("alert", "again!").hides("alert").calls(nil)), want: spec.Broken},
		"one confirm, two calls": {run: beside(cancelled().shows("confirm", "again?").hides("confirm").calls(nil).hearsOf(2, "fail", refused("6001")).calls(nil)),
			want: spec.Broken, line: 8},
		"by another start":                                   {run: beside(cancelled().start(2).calls(nil)), want: spec.Held},
		"once after a network error":                         {run: beside(offline().calls(nil)), want: spec.Held},
		"twice after a network error":                        {run: beside(offline().calls(nil).hearsOf(2, "fail", refused("6002")).calls(nil)), want: spec.Broken, observed: "2 times", line: 6},
		"after an unknown result, which is another rule's":   {run: beside(unknown().calls(nil).hearsOf(2, "fail", refused("7001")).calls(nil)), want: spec.Held},
		"once after an unknown result that was asked about":  {run: beside(unknown().asks("status", nil).calls(nil)), want: spec.Held},
		"twice after an unknown result that was asked about": {run: beside(unknown().asks("status", nil).calls(nil).hearsOf(2, "fail", refused("7001")).calls(nil)), want: spec.Broken},
		"again before the answer":                            {run: beside(plain(record.Network).calls(nil).calls(nil)), want: spec.Broken, observed: "before the first call was answered"},
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

func TestPassesTheNewestSignStr(t *testing.T) {
	given := func(v *visit, s string) *visit {
		return v.asks("prepare", nil).replies(fields{"data": fields{"url": s}})
	}
	passes := func(v *visit, s string) *visit { return v.calls(fields{"signStr": s}).hears("fail", refused("6001")) }
	first := func() *visit { return given(plain(record.Cancel), signStr) }
	check(t, judges.PassesSignStr(), map[string]verdict{
		"each its own":       {run: beside(passes(given(passes(first(), signStr).start(2), "newer"), "newer")), want: spec.Held},
		"the first for ever": {run: beside(passes(given(passes(first(), signStr).start(2), "newer"), signStr)), want: spec.Broken, observed: "a newer one had come", line: 9},
		"fetched beforehand": {run: beside(passes(given(passes(first(), signStr), "newer").start(2), "newer")), want: spec.Held},
		"the only one again": {run: beside(passes(passes(first(), signStr).start(2), signStr)), want: spec.Held},
		"the same again":     {run: beside(passes(given(passes(first(), signStr).start(2), signStr), signStr)), want: spec.Held},
		"never given":        {run: beside(passes(given(passes(first(), signStr).start(2), "newer"), "another")), want: spec.Broken, observed: "another string"},
		"in JSON text":       {run: beside(passes(passes(first(), signStr).start(2).asks("prepare", nil).replies(fields{"data": `{"url":"newer"}`}), "newer")), want: spec.Held},
		"one of two that came together": {run: beside(plain(record.Cancel).asks("prepare", nil).asks("prepare", nil).
			repliesTo(2, fields{"url": signStr}).repliesTo(1, fields{"url": "newer"}).calls(nil)), want: spec.Held},
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

// ticks draws a page that counts down by itself, once a second.
func ticks(v *visit, from, to int) *visit {
	for n := from; n >= to; n-- {
		v.text("Sign", "Offer ends in "+strconv.Itoa(n)+" s").at(float64(100-n) * 1000)
	}
	return v
}

func TestNoSignWithoutStrOnAPageThatCountsDown(t *testing.T) {
	prepare := func() *visit {
		return visited(judges.PreparePrefix+"empty", record.Approve).start(1).asks("prepare", nil)
	}
	usual := ticks(ticks(plain(record.Approve).asks("prepare", nil), 99, 95).calls(nil).hears("success", granted), 94, 90)
	ads := func(v *visit, names ...any) *visit {
		for _, name := range names {
			v.text("Sign", name)
		}
		return v
	}
	usualAds := ads(ads(plain(record.Approve).asks("prepare", nil), "Plan A").calls(nil).hears("success", granted), "Plan B", "Plan C")
	check(t, judges.NoSignWithoutStr(), map[string]verdict{
		"silent":                    {run: beside(ticks(prepare(), 99, 90), usual), want: spec.Broken},
		"silent, for longer":        {run: beside(ticks(prepare(), 99, 70), usual), want: spec.Broken},
		"told":                      {run: beside(ticks(ticks(prepare(), 99, 95).text("Sign", "Closed"), 94, 90), usual), want: spec.Held},
		"told by a count":           {run: beside(prepare().text("Sign", "Try again in 5 s"), usual), want: spec.Held},
		"silent beside new adverts": {run: beside(ads(prepare(), "Plan A", "Plan B", "Plan C"), usualAds), want: spec.Broken},
		"told beside new adverts":   {run: beside(ads(prepare(), "Plan A", "Closed", "Plan C"), usualAds), want: spec.Held},
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
		"dead":                               {run: beside(dead), want: spec.Unjudged},
		"after an API that is not modelled":  {run: beside(plain(record.Approve).add(record.Used, fields{"api": "my.scan"}).crashes("TypeError")), want: spec.Unjudged},
		"before an API that is not modelled": {run: beside(plain(record.Approve).crashes("TypeError").add(record.Used, fields{"api": "my.scan"})), want: spec.Broken},
	})
}
