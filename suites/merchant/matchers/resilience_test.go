package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

func TestOneAtATime(t *testing.T) {
	twice := func() *visit { return visited(matchers.StartTwice, record.Approve).start(1).start(2) }
	// slow is two starts with a server that takes eight seconds for a sign string: the second is while it is asked for the first.
	slow := func(asks bool) *visit {
		v := visited(matchers.StartSlowPreparing, record.Approve).start(1).at(5000).asks("prepare", nil).at(5000).start(2).at(10_000)
		if asks {
			v.asks("prepare", nil).at(10_000)
		}
		return v
	}
	check(t, matchers.OneAtATime(), map[string]verdict{
		"one call":          {run: runOf(twice().calls(nil).hears("success", granted)), want: rule.Held},
		"two calls":         {run: runOf(twice().calls(nil).calls(nil)), want: rule.Broken, line: 4},
		"one after another": {run: runOf(twice().calls(nil).hears("success", granted).calls(nil)), want: rule.Held},
		"two, one answered": {run: runOf(twice().calls(nil).hears("success", granted).calls(nil).calls(nil)), want: rule.Broken, line: 6},
		"none":              {run: runOf(twice()), want: rule.Unjudged},
		"two, after a while": {
			run: runOf(slow(true).calls(nil).at(13_000).calls(nil).at(18_000)), want: rule.Broken, line: 6,
		},
		"one, after a while":  {run: runOf(slow(false).calls(nil).at(13_000)), want: rule.Held},
		"another by itself":   {run: runOf(slow(false).calls(nil).at(13_000).calls(nil).at(18_000)), want: rule.Held},
		"the server given up": {run: runOf(slow(true)), want: rule.Held},
		"another scenario":    {run: runOf(approved()), want: rule.Unjudged},
	})
}

func TestSurvivesSilence(t *testing.T) {
	silence := func() *visit { return visited(matchers.SilenceThenStart, record.Approve).start(1) }
	busy := func(v *visit, end bool) *visit {
		v.data(fields{"busy": true}).calls(nil).hears("complete", granted)
		if end {
			v.data(fields{"busy": false})
		}
		return v
	}
	check(t, matchers.SurvivesSilence(), map[string]verdict{
		"calls again":                 {run: runOf(silence().calls(nil).start(2).calls(nil)), want: rule.Held},
		"asks the server":             {run: runOf(silence().calls(nil).start(2).asks("status", nil)), want: rule.Held},
		"dead":                        {run: runOf(silence().calls(nil).start(2).shows("toast", "please wait")), want: rule.Broken, observed: `toast "please wait"`, line: 2},
		"loading":                     {run: runOf(silence().shows("loading", "x").calls(nil).start(2).calls(nil)), want: rule.Broken, observed: "loading is still shown", line: 2},
		"loading that ended":          {run: runOf(silence().shows("loading", "x").calls(nil).hides("loading").start(2).calls(nil)), want: rule.Held},
		"loading twice":               {run: runOf(silence().shows("loading", "x").shows("loading", "y").calls(nil).hides("loading").start(2).calls(nil)), want: rule.Held},
		"its own loading":             {run: runOf(silence().data(fields{"busy": true}).calls(nil).start(2).calls(nil), busy(plain(record.Approve), true), busy(plain(record.Fail), true)), want: rule.Broken, observed: "pages/pay busy is still true"},
		"its own loading, ended":      {run: runOf(silence().data(fields{"busy": true}).calls(nil).data(fields{"busy": false}).start(2).calls(nil), busy(plain(record.Approve), true)), want: rule.Held},
		"something that stays anyway": {run: runOf(silence().data(fields{"busy": true}).calls(nil).start(2).calls(nil), busy(plain(record.Approve), true), busy(plain(record.Fail), false)), want: rule.Held},
		"crashed":                     {run: runOf(silence().calls(nil).start(2).crashes("TypeError")), want: rule.Unjudged},
		"never called":                {run: runOf(silence().start(2)), want: rule.Unjudged},
	})
}

// TestEndsInSilence judges visits in which nobody starts again.
func TestEndsInSilence(t *testing.T) {
	silent := func(before *visit) *visit { return before.shows("loading", "x").calls(nil) }
	idle := func(scenario string) *visit {
		v := visited(scenario, record.Approve).start(1)
		v.End = record.Idle
		return v
	}
	first := func() *visit { return idle("approve, looks at another app, never") }
	second := func() *visit {
		v := idle("approve, never, after fail").calls(nil).hears("fail", refused("7002")).start(2)
		v.Stage.Start = 2
		return v
	}
	under := func(v *visit) *visit {
		v.End = record.Deadline
		return v
	}
	usual := func(o record.Outcome) *visit {
		return plain(o).data(fields{"busy": true}).calls(nil).hears("complete", granted).data(fields{"busy": false})
	}
	busy := func(v *visit) []*visit { return runOf(v, usual(record.Approve), usual(record.Fail)) }
	check(t, matchers.SurvivesSilence(), map[string]verdict{
		"loading for ever":                 {run: runOf(silent(first())), want: rule.Broken, observed: "nothing is left that could hide it", line: 2},
		"loading for ever, later":          {run: runOf(silent(second())), want: rule.Broken, observed: "nothing is left that could hide it"},
		"loading that ended":               {run: runOf(silent(first()).hides("loading")), want: rule.Held},
		"something is under way":           {run: runOf(under(silent(first()))), want: rule.Unjudged},
		"answered":                         {run: runOf(silent(first()).hears("success", granted)), want: rule.Unjudged},
		"answered late, an attempt before": {run: runOf(silent(second()).hearsOf(1, "complete", granted)), want: rule.Broken},
		"its own loading":                  {run: busy(first().data(fields{"busy": true}).calls(nil)), want: rule.Broken, observed: "pages/pay busy is true to the end"},
		"its own loading, and a word":      {run: busy(first().data(fields{"busy": true}).calls(nil).shows("toast", "go back if you like")), want: rule.Held},
		"its own loading, ended":           {run: busy(first().data(fields{"busy": true}).calls(nil).data(fields{"busy": false})), want: rule.Held},
		"never called":                     {run: runOf(first()), want: rule.Unjudged},
	})
}

func TestSurvivesOddCallbacks(t *testing.T) {
	odd := func() *visit {
		return visited("wallet/success-then-fail", record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted)
	}
	completes := func() *visit {
		return visited(matchers.CompleteFirst, record.Approve).start(1).calls(nil).hears("complete", fields{}).hears("success", granted)
	}
	check(t, matchers.SurvivesOddCallbacks(), map[string]verdict{
		"the first word counts":  {run: runOf(odd().hears("fail", refused("7002")).shows("toast", "signed"), approved(), failed()), want: rule.Held},
		"complete, and the code": {run: runOf(completes().asks("result", granted), approved(), failed()), want: rule.Held},
		"complete, and nothing":  {run: runOf(completes(), approved(), failed()), want: rule.Broken, observed: "never reached the server", line: 4},
		"complete, and no code":  {run: runOf(completes().asks("result", fields{}), approved(), failed()), want: rule.Broken, observed: "never reached the server"},
		"no code, as always":     {run: runOf(completes().asks("result", fields{}), plain(record.Approve).calls(nil).hears("success", granted).asks("result", fields{}), failed()), want: rule.Held},
		"says both":              {run: runOf(odd().hears("fail", refused("7002")).shows("toast", "failed").shows("toast", "signed"), approved(), failed(), rejected()), want: rule.Broken, observed: `told toast "signed", and also toast "failed"`, line: 6},
		"changes its mind":       {run: runOf(odd().hears("fail", refused("7002")).shows("toast", "failed"), approved(), failed()), want: rule.Held},
		"sends again":            {run: runOf(odd().hears("success", granted).asks("result", granted), approved(), failed()), want: rule.Broken, observed: "sent again", line: 6},
		"sends twice as always":  {run: runOf(odd().asks("result", granted), approved().asks("result", granted), failed()), want: rule.Held},
		"crashes":                {run: runOf(odd().crashes("TypeError"), approved(), failed()), want: rule.Broken, observed: "TypeError", line: 5},
		"crashes as always":      {run: runOf(odd().crashes("TypeError"), approved().crashes("TypeError"), failed()), want: rule.Held},
		"an ordinary answer":     {run: runOf(approved()), want: rule.Unjudged},
		"never called":           {run: runOf(visited("wallet/sync", record.Approve).start(1), approved()), want: rule.Unjudged},
	})
}

func TestChecksAvailability(t *testing.T) {
	old := func() *visit { return visited(matchers.OldContainer, record.Approve) }
	usual := func(before fields) *visit {
		v := visited(matchers.Outcome(record.Approve), record.Approve)
		if before != nil {
			v.data(before)
		}
		return v.start(1).shows("toast", "please wait").data(fields{"busy": true}).calls(nil).hears("success", granted)
	}
	check(t, matchers.ChecksAvailability(), map[string]verdict{
		"told":                 {run: runOf(old().start(1).shows("toast", "update"), usual(nil)), want: rule.Held},
		"told before":          {run: runOf(old().text("update").start(1), usual(nil)), want: rule.Held},
		"the button is off":    {run: runOf(old().data(fields{"can": false}).start(1), usual(fields{"can": true})), want: rule.Held},
		"silent":               {run: runOf(old().start(1).shows("toast", "please wait"), usual(nil)), want: rule.Broken, observed: "started onSign"},
		"released again":       {run: runOf(old().data(fields{"busy": false}).start(1).data(fields{"busy": true}).data(fields{"busy": false}), usual(fields{"busy": false})), want: rule.Broken},
		"crashes":              {run: runOf(old().start(1).crashes("TypeError: not a function"), usual(nil)), want: rule.Broken, observed: "not a function", line: 2},
		"called":               {run: runOf(old().start(1).calls(nil), usual(nil)), want: rule.Broken, observed: "was called", line: 2},
		"never calls anywhere": {run: runOf(old().start(1), plain(record.Approve)), want: rule.Unjudged},
	})
}

func TestLateSuccessCounts(t *testing.T) {
	overdue := func() *visit {
		return visited(matchers.Overdue, record.Approve).start(1).asks("prepare", nil).calls(nil).shows("toast", "no answer")
	}
	routes := described("prepare", "result", "status")
	check(t, matchers.LateSuccessCounts(), map[string]verdict{
		"it is sent":              {run: runOf(overdue().hears("success", granted).asks("result", granted), approved(), routes), want: rule.Held},
		"the server is asked":     {run: runOf(overdue().hears("success", granted).asks("status", nil), approved(), routes), want: rule.Held},
		"asked when it gives up":  {run: runOf(overdue().asks("status", nil).hears("success", granted), approved(), routes), want: rule.Held},
		"nothing":                 {run: runOf(overdue().hears("success", granted), approved(), routes), want: rule.Broken, observed: "20 minutes after the call", line: 5},
		"only visits are counted": {run: runOf(overdue().hears("success", granted).requests("POST", "https://a/seen", fields{}), approved(), routes), want: rule.Broken},
		"a report before it came": {run: runOf(overdue().asks("result", fields{"error": "silence"}).hears("success", granted), approved(), routes), want: rule.Broken},
		"crashed":                 {run: runOf(overdue().hears("success", granted).crashes("TypeError"), approved(), routes), want: rule.Unjudged},
		"unheard":                 {run: runOf(overdue(), approved(), routes), want: rule.Unjudged},
		"never sent, late or not": {run: runOf(overdue().hears("success", granted), plain(record.Approve).calls(nil).hears("success", granted), routes), want: rule.Unjudged},
		"never called":            {run: runOf(visited(matchers.Overdue, record.Approve).start(1), approved(), routes), want: rule.Unjudged},
	})
}
