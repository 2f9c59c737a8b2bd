package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// signsAtNextLaunch is a visit whose unknown result is pending, and in which the person starts again once the program has been
// launched again, with what it had stored.
func signsAtNextLaunch(kept fields) *visit {
	return launchedUnknown().launched(kept).start(2).asks("prepare", nil).calls(nil)
}

func launchedUnknown() *visit { return said(unasked(), "PENDING") }

func unasked() *visit {
	return visited(matchers.LaunchedAfterUnknown, record.Unknown).start(1).calls(nil).hears("fail", refused("7001"))
}

// launchedFailed is the same after a failure.
func launchedFailed(kept fields) *visit {
	return visited(matchers.LaunchedAfterFail, record.Fail).start(1).calls(nil).hears("fail", refused("7002")).
		launched(kept).start(2).asks("prepare", nil).calls(nil)
}

func TestUnknownNoResignAtTheNextLaunch(t *testing.T) {
	roles := described("prepare", "result", "status")
	cases := map[string]verdict{}
	for name, c := range map[string]struct {
		unknown, failed fields
		want            rule.Status
	}{
		"nothing":                      {fields{}, fields{}, rule.Held},
		"a mark":                       {fields{"open": "yes"}, fields{}, rule.Broken},
		"a mark that is taken back":    {fields{"open": true}, fields{"open": false}, rule.Broken},
		"a mark that is a number":      {fields{"open": "1"}, fields{"open": "0"}, rule.Broken},
		"a mark within others":         {fields{"user": fields{"id": "5", "open": true}}, fields{"user": fields{"id": "5"}}, rule.Broken},
		"a mark in JSON text":          {fields{"user": `{"id":5,"open":true}`}, fields{"user": `{"id":5}`}, rule.Broken},
		"a state":                      {fields{"state": "PENDING"}, fields{"state": "FAILED"}, rule.Broken},
		"what is there either way":     {fields{"user": "5", "seen": true}, fields{"user": "5", "seen": true}, rule.Held},
		"a mark that a failure leaves": {fields{}, fields{"failed": true}, rule.Held},
		"the last code":                {fields{"code": "7001"}, fields{"code": "7002"}, rule.Held},
		"a time":                       {fields{"left": 1767323045000, "k-1767323045": 1}, fields{"left": 1767323099000, "k-1767323099": 1}, rule.Held},
		"a list":                       {fields{"log": []any{"start", "unknown"}}, fields{"log": []any{"start", "failed"}}, rule.Held},
		"a list that is longer":        {fields{"log": []any{"start", "unknown", "asked"}}, fields{"log": []any{"start"}}, rule.Held},
	} {
		cases[name] = verdict{run: runOf(signsAtNextLaunch(c.unknown), launchedFailed(c.failed), roles), want: c.want}
	}
	kept := fields{"open": "yes"}
	cases["what it says"] = verdict{
		run:      runOf(signsAtNextLaunch(kept), launchedFailed(fields{}), roles),
		want:     rule.Broken,
		observed: "though it had stored, as open, that it waits for the result, and the last that the server had said was that it is pending",
	}
	cases["a mark, and nobody knows what a failure leaves"] = verdict{run: runOf(signsAtNextLaunch(kept), roles), want: rule.Held}
	cases["a mark, and the server is asked"] = verdict{
		run:  runOf(said(launchedUnknown().launched(kept), "NONE").start(2).asks("prepare", nil).calls(nil), launchedFailed(fields{}), roles),
		want: rule.Held,
	}
	cases["a mark, and the server has said before how it ended"] = verdict{
		run:  runOf(said(launchedUnknown(), "NONE").launched(kept).start(2).asks("prepare", nil).calls(nil), launchedFailed(fields{}), roles),
		want: rule.Held,
	}
	cases["a mark, and there is nothing to ask"] = verdict{
		run:  runOf(unasked().launched(kept).start(2).asks("prepare", nil).calls(nil), launchedFailed(fields{}), described("prepare", "result")),
		want: rule.Held,
	}
	cases["nothing, on a page that the program leads to"] = verdict{
		run: runOf(launchedUnknown().launched(fields{}).opens("redirectTo", "/p/q").add(record.Page, fields{"what": "load", "path": "p/q"}).
			start(2).asks("prepare", nil).calls(nil), launchedFailed(fields{}), roles),
		want: rule.Held,
	}
	cases["signs by itself"] = verdict{
		run:  runOf(launchedUnknown().launched(fields{}).asks("prepare", nil).calls(nil).start(2), launchedFailed(fields{}), roles),
		want: rule.Broken,
	}
	check(t, matchers.UnknownNoResign(), cases)
}

// TestUnknownNoResignClosedWhileAsking closes the program before its server has said how the signing ended.
func TestUnknownNoResignClosedWhileAsking(t *testing.T) {
	roles, mark, none := described("prepare", "result", "status"), fields{"open": "yes"}, fields{}
	closed := func(kept fields) *visit {
		return visited(matchers.LaunchedWhileAsking, record.Unknown).start(1).calls(nil).hears("fail", refused("7001")).
			asks("status", nil).launched(kept).start(2).asks("prepare", nil)
	}
	run := func(v *visit, later fields) []*visit {
		return runOf(v, launchedUnknown().launched(later).start(2).asks("status", nil), launchedFailed(none), roles)
	}
	check(t, matchers.UnknownNoResign(), map[string]verdict{
		"nothing is ever stored":      {run: run(closed(none).calls(nil), none), want: rule.Held},
		"stored by the answer":        {run: run(closed(none).calls(nil), mark), want: rule.Broken, observed: "stores only once that has answered, as open, that it waits"},
		"stored before it is asked":   {run: run(closed(mark).asks("status", nil), mark), want: rule.Held},
		"stored, and signed unasked":  {run: run(closed(mark).calls(nil), mark), want: rule.Broken, observed: "though it had stored"},
		"nothing stored, asked anew":  {run: run(said(closed(none), "NONE").calls(nil), mark), want: rule.Held},
		"nobody knows what it stores": {run: runOf(closed(none).calls(nil), roles), want: rule.Held},
		"a failure leaves it as well": {run: runOf(closed(none).calls(nil), launchedUnknown().launched(mark), launchedFailed(mark), roles), want: rule.Held},
		"nothing was heard before":    {run: run(visited(matchers.LaunchedWhileAsking, record.Unknown).start(1).calls(nil).launched(none).start(2).calls(nil).hearsOf(2, "success", granted), mark), want: rule.NotApplicable},
	})
}
