package drivers_test

import (
	"strings"
	"testing"
)

// The wallet opens a page for each call; its adapter says so in one of the two allowed ways.
const opening = `var pages = []; var my = {signContract: function (o) {
	pages.push(o.signStr);
	setTimeout(function () { o.success(1); pages.push("late"); o.complete(1) }, 10);
}};`

func TestOpened(t *testing.T) {
	const everything = `0 return(undefined); 0 opened("https://sign"); 10 success(1); 10 opened("late"); 10 complete(1); settled`
	for name, c := range map[string]struct{ opened, want string }{
		"every string so far":    {`return pages`, everything},
		"a copy of every string": {`return pages.slice()`, everything},
		"only the new strings":   {`return pages.splice(0)`, everything},
		"nothing ever":           {`return []`, `0 return(undefined); 10 success(1); 10 complete(1); settled`},
		"other things than a text": {`return pages.splice(0).map(function (p) { return [p] })`,
			strings.NewReplacer(`"https://sign"`, `["https://sign"]`, `"late"`, `["late"]`).Replace(everything)},
	} {
		a := newWorld(t).perform(opening+staged+`; function opened() {`+c.opened+`}`, params(false, approve, approve, approve))
		if a.Error != nil {
			t.Errorf("%s: %+v", name, a.Error)
		}
		for _, r := range a.Records { // the same strings each time: none may be taken for one that was seen before
			if got := timeline(r); got != c.want {
				t.Errorf("%s, %s:\n got %s\nwant %s", name, r.ID, got, c.want)
			}
		}
	}
}

func TestOpenedIsEmptiedWhenStaging(t *testing.T) {
	a := newWorld(t).perform(opening+`function stage() { pages = []; return {signStr: "https://sign"} } function opened() { return `+
		`pages }`, params(false, approve, approve))
	for _, r := range a.Records {
		if got := len(r.Of("opened")); got != 2 {
			t.Errorf("%s: %s", r.ID, timeline(r))
		}
	}
}

func TestOpenedBeforeTheCallIsNotOfTheCall(t *testing.T) {
	for _, opened := range []string{`return pages`, `return pages.splice(0)`} {
		a := newWorld(t).perform(opening+`pages.push("earlier"); function stage() { pages.push("staging"); return {signStr: `+
			`"https://sign"} } function opened() {`+opened+`}`,
			params(false, approve))
		if got := timeline(a.Records[0]); strings.Contains(got, "earlier") || strings.Contains(got, "staging") {
			t.Error(got)
		}
	}
}

func TestOpenedOfOverlappingCallsGoesToTheCallThatPassedIt(t *testing.T) {
	a := newWorld(t).perform(`var n = 0, pages = []; var my = {signContract: function (o) { setTimeout(function () { pages.push(o.signStr); o.success(1) }, o.signStr === "page1" ? 20 : 10) }};
		function stage() { return {signStr: "page" + ++n} } function opened() { return pages }`, params(true, approve, approve))
	for i, want := range []string{`0 return(undefined); 20 opened("page1"); 20 success(1); settled`,
		`0 return(undefined); 10 opened("page2"); 10 success(1); settled`} {
		if got := timeline(a.Records[i]); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

func TestOpenedIsWrong(t *testing.T) {
	for opened, want := range map[string]string{
		`throw new Error("no")`:      "opened threw Error: no",
		`return "https://sign"`:      `opened returned "https://sign"; it must return a list of strings, at once`,
		`return Promise.resolve([])`: `opened returned {"$type":"promise"}; it must return a list of strings, at once`,
		``:                           `opened returned {"$type":"undefined"}; it must return a list of strings, at once`,
	} {
		a := newWorld(t).perform(opening+staged+`; function opened() {`+opened+`}`, params(false, approve))
		if a.Error == nil || a.Error.Code != configuration || !strings.Contains(a.Error.Message, want) {
			t.Errorf("%s: %+v, want %s", opened, a.Error, want)
		}
	}
}
