package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// URLFresh succeeds when every consultation has a URL of its own.
// Rule url-fresh.
func URLFresh() *Matcher {
	return matcher("url-fresh", func(r record.Record, in evidence) rule.Judgement {
		if r.Scenario == ApprovedTwice {
			return usedOnce(r)
		}
		all := answers(r, schemas.ConsultOperation)
		if len(all) < 2 || all[0].Text("status") != "S" || all[1].Text("status") != "S" {
			return rule.CannotJudge("the first call was not answered S twice")
		}
		for _, name := range in.Portal().URLs.Names {
			if v := inBody(all[0], name); v.Length() > 0 && v.Equal(inBody(all[1], name)) {
				return rule.Breaks("every consultation has a URL of its own", "%s is the same twice", name)
			}
		}
		return rule.Holds()
	})
}

// anotherCode is what a second approval of one URL gave, where it gave another code than the first.
const anotherCode = "another"

// usedOnce judges whether one URL that was approved twice made two agreements, or two codes.
func usedOnce(r record.Record) rule.Judgement {
	all := answers(r, schemas.ApplyOperation)
	if len(all) == 0 || all[0].Text("status") != "S" {
		return rule.CannotJudge("the first approval gave no token: " + stopped(r))
	}
	if slices.ContainsFunc(r.Of(record.Told), func(e record.Event) bool { return e.Text("code") == anotherCode }) {
		return rule.Breaks("a URL is good for one approval", "it was approved twice, and the second approval gave a code of its own")
	}
	if len(all) > 1 && all[1].Text("status") == "S" && !inBody(all[0], "accessToken").Equal(inBody(all[1], "accessToken")) {
		return rule.Breaks("a URL is good for one agreement", "it was approved twice, and each approval gave a token of its own")
	}
	return rule.Holds()
}
