package matchers

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// RedirectNotFollowed succeeds when a redirect to another host is not followed.
// Rule redirect-not-followed.
func RedirectNotFollowed() *Matcher {
	return matcher("redirect-not-followed", func(r record.Record, in evidence) rule.Judgement {
		redirected := slices.ContainsFunc(r.Of(record.Answered), isRedirect)
		if !redirected && strings.HasPrefix(r.Scenario, RedirectedConsult) {
			return rule.OutOfScope("the server had made the first call before anybody started")
		}
		if !redirected {
			return rule.CannotJudge("the platform was not asked for what it redirects")
		}
		if r.End == record.Crashed {
			return rule.CannotJudge(r.Reason)
		}
		expected := "a redirect to another host (" + strings.TrimPrefix(r.Scenario, "redirect/") + ") is not followed"
		if e, strayed := r.First(record.Strayed); strayed {
			what := strings.Join(carries(e), ", ")
			if what == "" {
				what = "no secret"
			}
			signed := ""
			if e.Arg().True("signed") {
				signed = " and a signature"
			}
			return rule.Breaks(expected, "a request reached that host by %s, with %s%s", e.Text("method"), what, signed)
		}
		if bound(r, 0) && !strings.HasPrefix(r.Scenario, RedirectedUnbind) {
			return rule.Breaks(expected, "it was, and what was found there was believed")
		}
		return rule.Holds()
	})
}

// isRedirect says whether an answer leads to another host.
func isRedirect(e record.Event) bool {
	status := e.Int("status")
	return status >= 300 && status < 400
}
