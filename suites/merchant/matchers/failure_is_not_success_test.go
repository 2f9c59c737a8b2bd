package matchers_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// leads is a page that a program comes to, and what is to be read there.
func (v *visit) leads(how, path string, lines ...any) *visit {
	v.opens(how, "/"+path).add(record.Page, fields{"what": "load", "path": path})
	return v.add(record.Shown, fields{"how": "text", "path": path, "content": lines})
}

// after is a visit up to what the wallet answers, on a page that is drawn.
func after(o record.Outcome) *visit {
	v := plain(o).add(record.Page, fields{"what": "load", "path": "pages/pay"}).text("Join").calls(nil)
	if o == record.Approve {
		return v.hears("success", granted).asks("result", granted).replies(fields{"ok": true, "number": "C-4410"})
	}
	return v.hears("fail", refused(map[record.Outcome]string{record.Cancel: "6001", record.Network: "6002", record.Unknown: "7001", record.Fail: "7002"}[o]))
}

func refusedByServer() *visit {
	return visited(matchers.Rejected, record.Approve).start(1).text("Join").calls(nil).hears("success", granted).asks("result", granted).replies(fields{"ok": false})
}

func TestFailureIsNotSuccess(t *testing.T) {
	signed := func() *visit { return after(record.Approve).leads("navigateTo", "pages/done", "You are in", "Back") }
	others := func() []*visit {
		return []*visit{after(record.Network).shows("toast", "offline"), refusedByServer().shows("toast", "refused")}
	}
	run := func(first *visit, more ...*visit) []*visit {
		return append(append([]*visit{first}, more...), others()...)
	}
	home := described("prepare", "result", "status")
	home.Events[0].Args[0] = value(fields{"roles": []any{"prepare", "result", "status"}, "pages": []any{"pages/home", "pages/pay"}})
	check(t, matchers.FailureIsNotSuccess(), map[string]verdict{
		"something else": {run: run(after(record.Fail).shows("toast", "failed"), signed()), want: rule.Held},
		"nothing":        {run: run(after(record.Cancel), signed()), want: rule.Held},
		"the page of a signing": {run: run(after(record.Fail).leads("navigateTo", "pages/done", "You are in", "Back"), signed()), want: rule.Broken,
			observed: `after 7002 (fail) is told what is told after a signing: navigateTo /pages/done`, line: 6},
		"the page of a signing, after a message": {run: run(after(record.Fail).shows("toast", "failed").leads("navigateTo", "pages/done", "You are in", "Back"), signed()), want: rule.Broken},
		"the toast of a signing":                 {run: run(after(record.Cancel).shows("toast", "in"), after(record.Approve).shows("toast", "in")), want: rule.Broken},
		"a page that lacks only what the server says": {run: run(after(record.Fail).leads("redirectTo", "pages/done", "You are in", "No. undefined"),
			after(record.Approve).leads("redirectTo", "pages/done", "You are in", "No. C-4410")), want: rule.Broken, observed: "You are in"},
		"a page with a part of its own":   {run: run(after(record.Cancel).leads("navigateTo", "pages/done", "You have cancelled", "Back"), signed()), want: rule.Held},
		"the empty page, with its button": {run: run(after(record.Cancel).leads("navigateTo", "pages/done?how=none", "Back"), signed()), want: rule.Held},
		"on the page itself":              {run: run(after(record.Fail).text("Join", "You are in"), after(record.Approve).text("Join", "...").text("Join", "You are in")), want: rule.Broken},
		"a panel with a button":           {run: run(after(record.Fail).text("Join", "failed", "Close"), after(record.Approve).text("Join", "You are in", "Close")), want: rule.Held},
		"told before":                     {run: run(plain(record.Fail).shows("toast", "in").calls(nil).hears("fail", refused("7002")).shows("toast", "in"), after(record.Approve).shows("toast", "in")), want: rule.Held},
		"told before, either way": {run: run(plain(record.Fail).shows("toast", "wait").calls(nil).hears("fail", refused("7002")).shows("toast", "wait"),
			plain(record.Approve).shows("toast", "wait").calls(nil).hears("success", granted).shows("toast", "wait")), want: rule.Held},
		"told when the server refuses": {run: runOf(after(record.Fail).shows("toast", "wait"), after(record.Approve).shows("toast", "wait").shows("toast", "in"), refusedByServer().shows("toast", "wait")), want: rule.Held},
		"after another failure too, all of it": {run: runOf(after(record.Fail).shows("toast", "in"), after(record.Approve).shows("toast", "in"),
			after(record.Network).shows("toast", "in"), refusedByServer().shows("toast", "refused")), want: rule.Broken},
		"after another failure too, a part of it": {run: runOf(after(record.Fail).leads("redirectTo", "pages/list", "All plans"), after(record.Approve).shows("toast", "in").leads("redirectTo", "pages/list", "All plans"),
			after(record.Network).leads("redirectTo", "pages/list", "All plans"), refusedByServer().shows("toast", "refused")), want: rule.Held},
		"whatever happens": {run: runOf(after(record.Fail).shows("toast", "wait"), after(record.Approve).shows("toast", "wait"), after(record.Network).shows("toast", "wait"),
			refusedByServer().shows("toast", "wait")), want: rule.Held},
		"home, after a cancellation": {run: run(after(record.Cancel).leads("reLaunch", "pages/home", "Welcome"), after(record.Approve).leads("reLaunch", "pages/home", "Welcome"), home), want: rule.Held},
		"home, where others read less": {run: runOf(after(record.Fail).leads("reLaunch", "pages/home", "Welcome", "You are in"), after(record.Approve).leads("reLaunch", "pages/home", "Welcome", "You are in"),
			after(record.Cancel).leads("reLaunch", "pages/home", "Welcome"), refusedByServer().shows("toast", "refused"), home), want: rule.Broken},
		"the list that everybody comes back to, told apart by a toast": {run: run(after(record.Cancel).leads("redirectTo", "pages/list", "All plans"),
			after(record.Approve).shows("toast", "in").leads("redirectTo", "pages/list", "All plans")), want: rule.Held},
		"once the server has said so":   {run: run(after(record.Unknown).asks("status", nil).replies(fields{"state": "SIGNED"}).shows("toast", "in"), after(record.Approve).shows("toast", "in"), home), want: rule.Held},
		"before the server has said so": {run: run(after(record.Unknown).asks("status", nil).shows("toast", "in").repliesTo(5, fields{"state": "SIGNED"}), after(record.Approve).shows("toast", "in"), home), want: rule.Broken},
		"though the server has said that it is pending": {run: run(after(record.Unknown).asks("status", nil).replies(fields{"state": "PENDING"}).shows("toast", "in"),
			after(record.Approve).shows("toast", "in"), home), want: rule.Broken},
		"though the server has said nothing":   {run: run(after(record.Unknown).asks("status", nil).replies("").shows("toast", "in"), after(record.Approve).shows("toast", "in"), home), want: rule.Broken},
		"no result was sent after an approval": {run: runOf(after(record.Fail).shows("toast", "wait"), plain(record.Approve).calls(nil).hears("success", granted).shows("toast", "wait")), want: rule.Unjudged},
		"the server failed after an approval": {run: runOf(after(record.Fail).shows("toast", "wait"),
			plain(record.Approve).calls(nil).hears("success", granted).asks("result", granted).fails().shows("toast", "wait")), want: rule.Unjudged},
		"a result was sent": {run: run(after(record.Fail).asks("result", fields{"ok": true}).shows("toast", "in"), after(record.Approve).shows("toast", "in")), want: rule.Unjudged},
		"never called":      {run: run(plain(record.Fail), signed()), want: rule.Unjudged},
		"an approval":       {run: run(signed()), want: rule.Unjudged},
	})
}
