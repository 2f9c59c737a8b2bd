package matchers_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestCallsSignContract(t *testing.T) {
	check(t, matchers.CallsSignContract(), map[string]verdict{
		"once":                               {run: runOf(approved()), want: rule.Held},
		"never":                              {run: runOf(plain(record.Approve).asks("prepare", nil).opens("navigateTo", "/web")), want: rule.Broken, observed: "POST /api/prepare; navigateTo /web"},
		"never, by what is not modelled":     {run: runOf(plain(record.Approve).add(record.Used, fields{"api": "my.scan"})), want: rule.Unjudged},
		"never, beside what is not modelled": {run: runOf(plain(record.Approve).add(record.Used, fields{"api": "my.hideX", "heard": false})), want: rule.Broken},
		"never, by a crash":                  {run: runOf(plain(record.Approve).crashes("TypeError")), want: rule.Unjudged},
		"twice":                              {run: runOf(plain(record.Approve).calls(nil).calls(nil)), want: rule.Broken, observed: "2 times", line: 3},
		"again after a success":              {run: runOf(approved().calls(nil)), want: rule.Broken, observed: "2 times"},
		"again after a failure":              {run: runOf(failed().calls(nil)), want: rule.Broken, observed: "after 7002 (fail) it was called again though nobody asked", line: 5},
		"again after a cancel":               {run: runOf(cancelled().calls(nil)), want: rule.Broken, observed: "after 6001 (cancel)", line: 4},
		"again after a confirm":              {run: runOf(cancelled().shows("confirm", "again?").hides("confirm").calls(nil)), want: rule.Held},
		"again by an alert":                  {run: runOf(cancelled().shows("alert", "again!").hides("alert").calls(nil)), want: rule.Broken},
		"one confirm, two calls": {run: runOf(cancelled().shows("confirm", "again?").hides("confirm").calls(nil).hearsOf(2, "fail", refused("6001")).calls(nil)),
			want: rule.Broken, line: 8},
		"again after a silence, by a confirm":                {run: runOf(plain(record.Approve).calls(nil).shows("confirm", "again?").hides("confirm").calls(nil)), want: rule.Held},
		"never, for a server that fails":                     {run: runOf(plain(record.Approve).asks("prepare", nil).add(record.Replied, fields{"id": 1, "status": 500})), want: rule.Unjudged},
		"by another start":                                   {run: runOf(cancelled().start(2).calls(nil)), want: rule.Held},
		"once after a network error":                         {run: runOf(offline().calls(nil)), want: rule.Held},
		"twice after a network error":                        {run: runOf(offline().calls(nil).hearsOf(2, "fail", refused("6002")).calls(nil)), want: rule.Broken, observed: "2 times", line: 6},
		"after an unknown result, which is another rule's":   {run: runOf(unknown().calls(nil).hearsOf(2, "fail", refused("7001")).calls(nil)), want: rule.Held},
		"once after an unknown result that was asked about":  {run: runOf(unknown().asks("status", nil).calls(nil)), want: rule.Held},
		"twice after an unknown result that was asked about": {run: runOf(unknown().asks("status", nil).calls(nil).hearsOf(2, "fail", refused("7001")).calls(nil)), want: rule.Broken},
		"again before the answer":                            {run: runOf(plain(record.Network).calls(nil).calls(nil)), want: rule.Broken, observed: "before the first call was answered"},
		"without options": {run: runOf(plain(record.Approve).add(record.Called, fields{"options": record.Undefined})),
			want: rule.Broken, observed: "called with undefined", line: 2},
	})
}

func TestPassesSignStr(t *testing.T) {
	decoded, _ := url.QueryUnescape(signStr)
	with := func(v any) []*visit { return runOf(plain(record.Approve).calls(fields{"signStr": v})) }
	check(t, matchers.PassesSignStr(), map[string]verdict{
		"byte for byte":                      {run: runOf(approved()), want: rule.Held},
		"not passed":                         {run: with(record.Undefined), want: rule.Broken, observed: "not passed", line: 2},
		"empty":                              {run: with(""), want: rule.Broken, observed: "empty"},
		"decoded":                            {run: with(decoded), want: rule.Broken, observed: "percent-decoded"},
		"encoded":                            {run: with(url.QueryEscape(signStr)), want: rule.Broken, observed: "encoded once more"},
		"cut":                                {run: with(signStr[:20]), want: rule.Broken, observed: "only a part"},
		"wrapped":                            {run: with(" " + signStr), want: rule.Broken, observed: "1 bytes around"},
		"another":                            {run: with("https://x"), want: rule.Broken, observed: "another string"},
		"an object":                          {run: with(fields{"authUrl": "x"}), want: rule.Broken, observed: "authUrl"},
		"on the second call":                 {run: runOf(approved().calls(fields{"signStr": "old"})), want: rule.Broken, observed: "another string"},
		"never called":                       {run: runOf(plain(record.Approve)), want: rule.Unjudged},
		"out of a reply that cannot be read": {run: runOf(plain(record.Approve).asks("prepare", nil).replies(fields{"data": strings.Repeat("kZ", 30)}).calls(fields{"signStr": "https://x"})), want: rule.Unjudged},
		"another than a reply that can be read": {run: runOf(plain(record.Approve).asks("prepare", nil).replies(fields{"data": strings.Repeat("kZ", 30), "url": signStr}).calls(fields{"signStr": "https://x"})),
			want: rule.Broken, observed: "another string"},
	})
}

func TestPassesTheNewestSignStr(t *testing.T) {
	given := func(v *visit, s string) *visit {
		return v.asks("prepare", nil).replies(fields{"data": fields{"url": s}})
	}
	passes := func(v *visit, s string) *visit { return v.calls(fields{"signStr": s}).hears("fail", refused("6001")) }
	first := func() *visit { return given(plain(record.Cancel), signStr) }
	check(t, matchers.PassesSignStr(), map[string]verdict{
		"each its own":       {run: runOf(passes(given(passes(first(), signStr).start(2), "newer"), "newer")), want: rule.Held},
		"the first for ever": {run: runOf(passes(given(passes(first(), signStr).start(2), "newer"), signStr)), want: rule.Broken, observed: "a newer one had come", line: 9},
		"fetched beforehand": {run: runOf(passes(given(passes(first(), signStr), "newer").start(2), "newer")), want: rule.Held},
		"the only one again": {run: runOf(passes(passes(first(), signStr).start(2), signStr)), want: rule.Held},
		"the same again":     {run: runOf(passes(given(passes(first(), signStr).start(2), signStr), signStr)), want: rule.Held},
		"never given":        {run: runOf(passes(given(passes(first(), signStr).start(2), "newer"), "another")), want: rule.Broken, observed: "another string"},
		"in JSON text":       {run: runOf(passes(passes(first(), signStr).start(2).asks("prepare", nil).replies(fields{"data": `{"url":"newer"}`}), "newer")), want: rule.Held},
		"one of two that came together": {run: runOf(plain(record.Cancel).asks("prepare", nil).asks("prepare", nil).
			repliesTo(2, fields{"url": signStr}).repliesTo(1, fields{"url": "newer"}).calls(nil)), want: rule.Held},
	})
}

func TestNoSignWithoutStr(t *testing.T) {
	prepare := func() *visit {
		return visited(matchers.PreparePrefix+"empty", record.Approve).start(1).shows("toast", "please wait").asks("prepare", nil)
	}
	usual := plain(record.Approve).shows("toast", "please wait").asks("prepare", nil).calls(nil).hears("success", granted)
	check(t, matchers.NoSignWithoutStr(), map[string]verdict{
		"told by a toast":     {run: runOf(prepare().shows("toast", "closed"), usual), want: rule.Held},
		"told by the page":    {run: runOf(prepare().text("closed"), usual), want: rule.Held},
		"called":              {run: runOf(prepare().calls(fields{"signStr": record.Undefined}), usual), want: rule.Broken, observed: "signStr undefined", line: 4},
		"silent":              {run: runOf(prepare(), usual), want: rule.Broken, observed: "nothing is shown", line: 3},
		"released again":      {run: runOf(prepare().data(fields{"busy": false}), usual), want: rule.Broken},
		"never called anyway": {run: runOf(prepare(), plain(record.Approve).shows("toast", "please wait").asks("prepare", nil)), want: rule.Unjudged},
		"crashed":             {run: runOf(prepare().crashes("TypeError"), usual), want: rule.Unjudged},
		"never asked":         {run: runOf(visited(matchers.PreparePrefix+"empty", record.Approve).start(1).calls(nil), usual), want: rule.Unjudged},
		"told before the start": {run: runOf(visited(matchers.PreparePrefix+"empty", record.Approve).asks("prepare", nil).text("closed").start(1),
			visited(matchers.Outcome(record.Approve), record.Approve).asks("prepare", nil).text("sign here").start(1).calls(nil)), want: rule.Held},
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
		return visited(matchers.PreparePrefix+"empty", record.Approve).start(1).asks("prepare", nil)
	}
	usual := ticks(ticks(plain(record.Approve).asks("prepare", nil), 99, 95).calls(nil).hears("success", granted), 94, 90)
	ads := func(v *visit, names ...any) *visit {
		for _, name := range names {
			v.text("Sign", name)
		}
		return v
	}
	usualAds := ads(ads(plain(record.Approve).asks("prepare", nil), "Plan A").calls(nil).hears("success", granted), "Plan B", "Plan C")
	check(t, matchers.NoSignWithoutStr(), map[string]verdict{
		"silent":                    {run: runOf(ticks(prepare(), 99, 90), usual), want: rule.Broken},
		"silent, for longer":        {run: runOf(ticks(prepare(), 99, 70), usual), want: rule.Broken},
		"told":                      {run: runOf(ticks(ticks(prepare(), 99, 95).text("Sign", "Closed"), 94, 90), usual), want: rule.Held},
		"told by a count":           {run: runOf(prepare().text("Sign", "Try again in 5 s"), usual), want: rule.Held},
		"silent beside new adverts": {run: runOf(ads(prepare(), "Plan A", "Plan B", "Plan C"), usualAds), want: rule.Broken},
		"told beside new adverts":   {run: runOf(ads(prepare(), "Plan A", "Closed", "Plan C"), usualAds), want: rule.Held},
	})
}

func TestCallbackTypes(t *testing.T) {
	with := func(change fields) []*visit { return runOf(plain(record.Approve).calls(change)) }
	check(t, matchers.CallbackTypes(), map[string]verdict{
		"functions":    {run: with(nil), want: rule.Held},
		"none":         {run: with(fields{"fail": record.Undefined, "complete": record.Null}), want: rule.Held},
		"a name":       {run: with(fields{"complete": "onComplete"}), want: rule.Broken, observed: "complete", line: 2},
		"never called": {run: runOf(plain(record.Approve)), want: rule.Unjudged},
	})
}

func TestKnownOptionsOnly(t *testing.T) {
	with := func(change fields) []*visit { return runOf(plain(record.Approve).calls(change)) }
	check(t, matchers.KnownOptionsOnly(), map[string]verdict{
		"documented": {run: with(nil), want: rule.Held},
		"sucess":     {run: with(fields{"sucess": record.Function}), want: rule.Broken, observed: "sucess", line: 2},
		"taskId":     {run: with(fields{"taskId": 7}), want: rule.Broken, observed: "taskId"},
	})
}

func TestHandlesOutcomes(t *testing.T) {
	check(t, matchers.HandlesOutcomes(), map[string]verdict{
		"success":          {run: runOf(approved()), want: rule.Held},
		"failure":          {run: runOf(failed()), want: rule.Held},
		"complete only":    {run: runOf(plain(record.Fail).calls(fields{"fail": record.Undefined}).hears("complete", refused("7002"))), want: rule.Held},
		"the promise only": {run: runOf(plain(record.Fail).calls(nil).hears("reject", refused("7002"))), want: rule.Held},
		"failure unheard": {run: runOf(plain(record.Fail).calls(fields{"fail": record.Undefined, "complete": record.Undefined})),
			want: rule.Broken, observed: "listens to a failure", line: 2},
		"success unheard": {run: runOf(plain(record.Approve).calls(fields{"success": record.Undefined, "complete": record.Null})),
			want: rule.Broken, observed: "listens to a success"},
		"not a function": {run: runOf(plain(record.Fail).calls(fields{"fail": "onFail", "complete": record.Undefined})), want: rule.Unjudged},
		"never called":   {run: runOf(plain(record.Fail)), want: rule.Unjudged},
	})
}

func TestNoUncaughtErrors(t *testing.T) {
	dead := approved()
	dead.End, dead.Reason = record.Crashed, "memory limit"
	thrown := plain(record.Fail).calls(nil).hearsOf(1, "throw", nil).crashes("Error: refused")
	thrown.Events[len(thrown.Events)-1].Place = thrown.Events[len(thrown.Events)-2].Place
	check(t, matchers.NoUncaughtErrors(), map[string]verdict{
		"none":                               {run: runOf(approved()), want: rule.Held},
		"an exception":                       {run: runOf(failed().crashes("TypeError: x")), want: rule.Broken, observed: "TypeError: x", line: 5},
		"what the API threw":                 {run: runOf(thrown), want: rule.Held},
		"one of its own after that":          {run: runOf(plain(record.Fail).calls(nil).hearsOf(1, "throw", nil).crashes("TypeError: x")), want: rule.Broken},
		"dead":                               {run: runOf(dead), want: rule.Unjudged},
		"after an API that is not modelled":  {run: runOf(plain(record.Approve).add(record.Used, fields{"api": "my.scan"}).crashes("TypeError")), want: rule.Unjudged},
		"before an API that is not modelled": {run: runOf(plain(record.Approve).crashes("TypeError").add(record.Used, fields{"api": "my.scan"})), want: rule.Broken},
	})
}
