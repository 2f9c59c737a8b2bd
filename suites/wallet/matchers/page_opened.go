package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// PageOpened succeeds when an authorisation that succeeded has opened the authorisation page for that very call, once.
// Rule page-opened.
func PageOpened() *Matcher {
	return newMatcher("page-opened", func(r record.Record, in evidence) Judgement {
		if r.Stage == nil || in.expected(r) != record.Success || !succeeded(r) {
			return unjudged("the call is not an approval that succeeded")
		}
		if j, ok := disturbed(r); ok {
			return j
		}
		if !in.showsPages() {
			return unjudged("the target does not show what the authorisation page was opened with")
		}
		expected := "a call that succeeds has opened the authorisation page once"
		switch n := in.pagesOf(r); {
		case n == 0:
			return breaks(expected, "the call got its code, and no page had been opened for it")
		case n > 1:
			return breaks(expected, "the page was opened %d times", n)
		}
		return holds()
	})
}

// pagesOf is how many authorisation pages a call opened. Of calls that pass the same sign string nobody sees which of them opened
// a page: where they opened as many as they are, each opened one.
func (in evidence) pagesOf(r record.Record) int {
	own := len(r.Of(record.Opened))
	signStr, _ := r.Args.Field(in.profile.Parameter)
	calls, pages := 0, 0
	for _, other := range in.run {
		if passed, ok := other.Args.Field(in.profile.Parameter); ok && other.Scenario == r.Scenario && passed.Equal(signStr) {
			calls, pages = calls+1, pages+len(other.Of(record.Opened))
		}
	}
	if calls > 1 && pages == calls {
		return 1
	}
	return own
}

// showsPages says whether the target shows what was opened: an adapter may export a list that stays empty.
func (in evidence) showsPages() bool {
	return slices.ContainsFunc(in.run, func(r record.Record) bool { return len(r.Of(record.Opened)) > 0 })
}

// succeeded says whether the call got a code: by success or, where that was not passed, by complete.
func succeeded(r record.Record) bool {
	if r.Passed(record.Success) {
		return len(r.Of(record.Success)) > 0
	}
	return slices.ContainsFunc(payloads(r, record.Completed), func(p record.Value) bool {
		code, ok := p.Field("authCode")
		return ok && code.Kind() == record.String && code.Length() > 0
	})
}
